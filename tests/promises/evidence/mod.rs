//! Evidence: which bytes it had, when and where; that what was attested on it can be told and looked at again.

mod elsewhere;
mod export;
mod places;
mod screen;
mod size;
mod versions;
