//! What can be done is declared once: it is offered, done and refused alike by key, by word and by form.

mod audits;
mod closure;
mod every;
mod links;
mod review;
mod shown;
mod wired;
