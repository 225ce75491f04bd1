//! Sheets on the screen, whatever they tell of: a pane, and a screen of panes.

mod laid;
mod lay;
mod matrix;
pub mod pane;
mod sight;
mod tiles;
pub mod view;
mod written;
