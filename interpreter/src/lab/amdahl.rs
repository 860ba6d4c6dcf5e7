//! Amdahl's law: with `n` workers, work of which the share `s` cannot be divided takes `s + (1 - s) / n`
//! of the time that one worker takes.

/// The line through some points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fit {
    /// The serial part: the share of one worker's time that no number of workers shortens.
    pub serial: f64,
    /// One worker's time, as a share of the first point's.
    pub scale: f64,
    /// How far the line is from the speed-ups: the greatest distance, as a share of the speed-up.
    pub error: f64,
}

impl Fit {
    /// The speed-up that the law gives `n` workers, relative to the first point.
    pub fn speed_up(&self, n: f64) -> f64 {
        1.0 / (self.scale * (self.serial + (1.0 - self.serial) / n))
    }

    /// The speed-up over the first point that no number of workers exceeds; infinite without a
    /// serial part.
    pub fn limit(&self) -> f64 {
        1.0 / (self.scale * self.serial.max(0.0))
    }
}

/// Fits the law to `(workers, speed-up)`, by least squares on 1 / speed-up. The first point is the
/// one that the speed-ups refer to, whatever its number of workers is. None for fewer than two
/// different numbers of workers.
pub fn fit(points: &[(f64, f64)]) -> Option<Fit> {
    // 1 / speed-up is a straight line over 1 / n.
    let line: Vec<(f64, f64)> = points.iter().map(|(n, up)| (1.0 / n, 1.0 / up)).collect();
    let count = line.len() as f64;
    let (sum_x, sum_y) = line
        .iter()
        .fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    let (mean_x, mean_y) = (sum_x / count, sum_y / count);
    let across: f64 = line.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let along: f64 = line.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    if line.len() < 2 || across < 1e-12 {
        return None;
    }
    let slope = along / across;
    let serial_time = mean_y - slope * mean_x;
    let scale = serial_time + slope;
    if scale <= 0.0 {
        return None;
    }
    let mut fit = Fit {
        serial: serial_time / scale,
        scale,
        error: 0.0,
    };
    let distance = |(n, up): &(f64, f64)| (fit.speed_up(*n) / up - 1.0).abs();
    fit.error = points.iter().map(distance).fold(0.0, f64::max);
    Some(fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law(serial: f64, workers: &[f64]) -> Vec<(f64, f64)> {
        let time = |n: f64| serial + (1.0 - serial) / n;
        let first = time(workers[0]);
        workers.iter().map(|n| (*n, first / time(*n))).collect()
    }

    #[test]
    fn the_serial_part_that_went_in_comes_out() {
        for serial in [0.0, 0.05, 0.5, 1.0] {
            for workers in [&[1.0, 2.0, 4.0, 8.0][..], &[2.0, 3.0, 7.0], &[1.0, 64.0]] {
                let fit = fit(&law(serial, workers)).unwrap();
                assert!((fit.serial - serial).abs() < 1e-9, "{serial} {fit:?}");
                assert!(fit.error < 1e-9);
            }
        }
        let tenth = fit(&law(0.1, &[1.0, 2.0, 4.0])).unwrap();
        assert!((tenth.limit() - 10.0).abs() < 1e-9);
        assert!((tenth.speed_up(4.0) - 1.0 / 0.325).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_such_law_is_far_from_its_line() {
        let saturated = [(1.0, 1.0), (2.0, 2.0), (4.0, 4.0), (8.0, 4.0), (16.0, 4.0)];
        assert!(fit(&saturated).unwrap().error > 0.1);
        let worse = fit(&[(1.0, 1.0), (2.0, 0.8), (4.0, 0.7)]).unwrap();
        assert!(worse.serial > 1.0);
    }

    #[test]
    fn one_point_is_no_line() {
        assert_eq!(fit(&[(1.0, 1.0)]), None);
        assert_eq!(fit(&[(2.0, 1.0), (2.0, 1.0)]), None);
    }
}
