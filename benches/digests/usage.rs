//! What this process uses of the machine, read from `/proc`.

use std::fs;
use std::time::Duration;

use anyhow::Context as _;

/// Ticks a second in `/proc/self/stat`; Linux has it so on every machine that people use.
const TICKS_A_SECOND: f64 = 100.0;
const KIB_A_MIB: f64 = 1_024.0;
/// Makes the peak of memory what is used now.
const FORGET_PEAK: &str = "5";

/// User and system time of all threads so far.
pub(crate) fn cpu() -> anyhow::Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // Behind the name, which may hold anything, the 12th and 13th field are utime and stime.
    let (_, fields) = stat.rsplit_once(')').context("read /proc/self/stat")?;
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: f64 = ticks.map_while(|field| field.parse::<f64>().ok()).sum();
    Ok(Duration::from_secs_f64(ticks / TICKS_A_SECOND))
}

/// What is held in memory now; the peak counts from now on.
pub(crate) fn resident_from_now() -> anyhow::Result<f64> {
    fs::write("/proc/self/clear_refs", FORGET_PEAK)?;
    mib("VmRSS:")
}

/// The most that was held since.
pub(crate) fn peak() -> anyhow::Result<f64> {
    mib("VmHWM:")
}

fn mib(field: &str) -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let number = line.and_then(|line| line.split_whitespace().next());
    let kib: f64 = number.context("read /proc/self/status")?.parse()?;
    Ok(kib / KIB_A_MIB)
}
