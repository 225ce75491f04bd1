//! What Gavel promises, one module a promise.

mod audits;
mod cases;
mod chase;
mod closure;
mod command_line;
mod concurrency;
mod declaration;
mod erasure;
mod fixture;
mod handover;
mod import;
mod kinds;
mod proof;
mod pty;
mod real;
mod replay;
mod review;
mod rooms;
mod sample;
mod screen;
mod state;
mod terminal;
mod today;
mod triage;
mod upgrade;
mod writing;
