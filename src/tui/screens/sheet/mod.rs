//! Sheets on the screen, whatever they tell of: a pane, and a screen of panes.

mod lay;
mod matrix;
pub mod pane;
mod sight;
pub mod view;
