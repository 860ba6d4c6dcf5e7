//! What the GIL's machine counts about itself.

use crate::time::Nanos;

/// Figures about the GIL over a whole run.
#[derive(Clone, Default, Debug)]
pub struct Stats {
    /// How often the lock went to another thread than the one that had it last.
    pub handovers: u64,
    /// How long it was held, by anyone.
    pub held: Nanos,
    /// How long threads waited for it, one sample for each wait; takes without a wait are not here.
    pub waits: Histogram,
}

/// Spans of time in a logarithmic histogram: four buckets for each power of two, so a percentile
/// is at most a quarter too high. The longest and the sum are exact.
#[derive(Clone, Debug)]
pub struct Histogram {
    buckets: Box<[u64; Histogram::BUCKETS]>,
    /// How many spans.
    pub count: u64,
    /// All of them together.
    pub sum: Nanos,
    /// The longest one.
    pub longest: Nanos,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram {
            buckets: Box::new([0; Histogram::BUCKETS]),
            count: 0,
            sum: Nanos::ZERO,
            longest: Nanos::ZERO,
        }
    }
}

impl Histogram {
    const BUCKETS: usize = 256;

    /// Counts one span.
    pub fn record(&mut self, span: Nanos) {
        self.buckets[bucket(span.0)] += 1;
        self.count += 1;
        self.sum += span;
        self.longest = self.longest.max(span);
    }

    /// A span that `percent` of all spans do not exceed; zero when there are none.
    pub fn percentile(&self, percent: f64) -> Nanos {
        let rank = (self.count as f64 * percent / 100.0).ceil().max(1.0) as u64;
        let mut seen = 0;
        for (index, &spans) in self.buckets.iter().enumerate() {
            seen += spans;
            if spans > 0 && seen >= rank {
                return Nanos(upper_bound(index)).min(self.longest);
            }
        }
        self.longest
    }
}

/// The bucket of a span: its highest bit and the two below it.
fn bucket(nanos: u64) -> usize {
    if nanos < 4 {
        return nanos as usize;
    }
    let power = nanos.ilog2() as usize;
    power * 4 + (nanos >> (power - 2) & 3) as usize
}

/// The longest span in a bucket.
fn upper_bound(bucket: usize) -> u64 {
    if bucket < 8 {
        return bucket as u64;
    }
    let (power, quarter) = (bucket / 4, bucket as u64 % 4);
    let width = 1 << (power - 2);
    (1 << power) + (quarter * width) + (width - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_what_its_bound_says() {
        for nanos in (0..5000).chain([u64::MAX / 3, u64::MAX - 1, u64::MAX]) {
            let index = bucket(nanos);
            assert!(nanos <= upper_bound(index), "{nanos}");
            assert!(upper_bound(index) - nanos <= nanos / 4, "{nanos}");
        }
    }

    #[test]
    fn percentiles() {
        let mut waits = Histogram::default();
        assert_eq!(waits.percentile(99.0), Nanos(0));
        for nanos in 1..=100 {
            waits.record(Nanos(nanos * 1000));
        }
        assert_eq!(waits.longest, Nanos(100_000));
        assert_eq!(waits.percentile(100.0), Nanos(100_000));
        assert!((50_000..63_000).contains(&waits.percentile(50.0).0));
        assert_eq!(waits.sum, Nanos(5_050_000));
    }
}
