//! The panes of the overview that are more than a list or a sheet.

pub mod kpis;
pub mod review;
pub mod risks;
