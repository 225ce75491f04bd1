//! The screens, one file each, and what several of them share.

pub mod acting;
pub mod chooser;
pub mod columns;
pub mod conflict;
pub mod detail;
pub mod filters;
pub mod form;
pub mod heat_map;
pub mod import;
pub mod journal;
pub mod kpi_wall;
pub mod lines;
pub mod list;
pub mod overview;
pub mod page;
pub mod palette;
pub mod question;
pub mod record;
pub mod refusal;
pub mod review;
pub mod search;
pub mod table;
pub mod today;
pub mod trends;
