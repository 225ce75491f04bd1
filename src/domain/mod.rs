//! What the records are and what must hold. Pure: today's date, the actor and all chance are arguments.
//!
//! A register is declared once ([`register!`](crate::register)), in a file of its own beside this one, and listed in
//! the [`catalogue`].

pub mod canonical;
pub mod catalogue;
pub mod field;
pub mod identity;
pub mod record;
pub mod register;
pub mod rules;
pub mod state;
pub mod transaction;
pub mod typed;
pub mod value;
pub mod visible;
pub mod when;

pub mod action;
pub mod addendum;
pub mod agenda_item;
pub mod approval;
pub mod attendance;
pub mod audit;
pub mod ballot;
pub mod context_issue;
pub mod control;
pub mod deadline;
pub mod decision;
pub mod document;
pub mod document_version;
pub mod evidence;
pub mod finding;
pub mod incident;
pub mod interest;
pub mod interested_party;
pub mod kpi;
pub mod kpi_limit;
pub mod measurement;
pub mod minutes;
pub mod need;
pub mod nonconformity;
pub mod note;
pub mod opportunity;
pub mod organisation;
pub mod pack;
pub mod person;
pub mod planned_change;
pub mod quorum;
pub mod resource_need;
pub mod review;
pub mod risk;
pub mod risk_criteria;
pub mod separation;
pub mod system;
pub mod verdict;
pub mod vote;
