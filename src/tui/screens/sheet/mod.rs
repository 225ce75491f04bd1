//! Sheets on the screen, whatever they tell of: how they are laid, drawn and gone through.

mod laid;
mod lay;
pub mod led;
mod matrix;
pub mod pane;
mod sight;
mod tile_rows;
mod tiles;
pub mod written;
