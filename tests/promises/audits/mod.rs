//! Audits (9.2): what is chosen to be audited, what is asked, what is raised from it, and what was never looked at.

mod checklist;
mod coverage;
mod criteria;
mod drawing;
mod performed;
mod programme;
mod raising;
mod report;
mod screen;
mod team;
pub mod tools;
mod types;
mod universe;
