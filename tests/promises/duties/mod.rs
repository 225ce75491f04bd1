//! Duties are fulfilled by what fulfils them, on its day, and nobody's word takes its place.

mod considered;
mod fulfilled;
mod late;
mod small;
