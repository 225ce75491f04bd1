//! What can be done is declared once: it is offered, done and refused alike by key, by word and by form.

mod audits;
mod closure;
mod every;
mod links;
mod named;
mod review;
mod shown;
mod wired;
