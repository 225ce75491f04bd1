//! Time as the processor's work for this process, which other work on the machine changes little.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// How long the processor took over something.
pub fn timed(work: impl FnOnce()) -> Duration {
    let start = processor();
    work();
    processor().saturating_sub(start)
}

fn processor() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.try_into().expect("a part of a second"))
}
