//! All combinations of the values of some axes, numbered, and the parts that machines share out
//! among themselves.

use super::axis::Axis;

/// All combinations of values; the last axis changes fastest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// What is varied, in the order in which it was asked for.
    pub axes: Vec<Axis>,
}

/// The most cells that a sweep may have.
const MANY: usize = 10_000_000;

impl Grid {
    /// A grid over these axes.
    ///
    /// # Errors
    /// When there is no axis, one stands there twice, or there are too many cells.
    pub fn new(axes: Vec<Axis>) -> Result<Grid, String> {
        if axes.is_empty() {
            return Err("there is nothing to vary: add --vary threads=1,2,4 or the like".into());
        }
        for (index, axis) in axes.iter().enumerate() {
            if axes[..index].iter().any(|other| other.name == axis.name) {
                return Err(format!("{} is varied twice", axis.name));
            }
        }
        let cells = axes.iter().try_fold(1usize, |product, axis| {
            product.checked_mul(axis.values.len())
        });
        match cells.filter(|cells| *cells <= MANY) {
            Some(_) => Ok(Grid { axes }),
            None => Err(format!("that makes more than {MANY} runs")),
        }
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// Which value of each axis a cell has.
    pub fn coordinates(&self, cell: usize) -> Vec<usize> {
        let mut rest = cell;
        let mut places = vec![0; self.axes.len()];
        for (place, axis) in places.iter_mut().zip(&self.axes).rev() {
            *place = rest % axis.values.len();
            rest /= axis.values.len();
        }
        places
    }

    /// The cell with these values.
    pub fn cell(&self, places: &[usize]) -> usize {
        let pairs = places.iter().zip(&self.axes);
        pairs.fold(0, |cell, (place, axis)| cell * axis.values.len() + place)
    }

    /// Name and value of each axis for a cell.
    pub fn at(&self, cell: usize) -> impl Iterator<Item = (&str, &str)> {
        let places = self.coordinates(cell).into_iter();
        let pairs = self.axes.iter().zip(places);
        pairs.map(|(axis, place)| (axis.name.as_str(), axis.values[place].as_str()))
    }

    /// A cell in words: `threads=4 gil=off`, without what all cells share.
    pub fn label(&self, cell: usize) -> String {
        let pairs = self.at(cell).zip(&self.axes);
        let pairs = pairs.filter(|(_, axis)| axis.values.len() > 1);
        let words = pairs.map(|((name, value), _)| format!("{name}={value}"));
        words.collect::<Vec<_>>().join(" ")
    }

    /// What all cells share: the axes with one value.
    pub fn shared(&self) -> impl Iterator<Item = String> {
        let single = self.axes.iter().filter(|axis| axis.values.len() == 1);
        single.map(|axis| format!("{}={}", axis.name, axis.values[0]))
    }
}

/// One machine's part of the cells: every `count`th, beginning with its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shard {
    /// Which part, from 1.
    pub index: usize,
    /// How many parts there are.
    pub count: usize,
}

impl Shard {
    /// Reads `i/n`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Shard, String> {
        let numbers = text.split_once('/');
        let numbers = numbers.and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
        match numbers {
            Some((index, count)) if (1..=count).contains(&index) => Ok(Shard { index, count }),
            Some((_, count)) => Err(format!(
                "of {count} parts, the first is 1 and the last {count}"
            )),
            None => Err("PART/PARTS is expected, as in 1/4".into()),
        }
    }

    /// Whether a cell is in this part.
    pub fn has(self, cell: usize) -> bool {
        cell % self.count == self.index - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_numbered_with_the_last_axis_fastest() {
        let axes = ["a=1,2,3", "gil=on,off"].map(|text| Axis::parse(text).unwrap());
        let grid = Grid::new(axes.into()).unwrap();
        assert_eq!(grid.cells(), 6);
        let labels: Vec<String> = (0..6).map(|cell| grid.label(cell)).collect();
        assert_eq!(labels[1], "a=1 gil=off");
        assert_eq!(labels[4], "a=3 gil=on");
        for cell in 0..6 {
            assert_eq!(grid.cell(&grid.coordinates(cell)), cell);
        }
    }

    #[test]
    fn shards_cover_every_cell_once() {
        for count in 1..9 {
            for cell in 0..20 {
                let parts = (1..=count).map(|index| Shard { index, count });
                assert_eq!(parts.filter(|part| part.has(cell)).count(), 1);
            }
        }
        assert_eq!(Shard::parse("2/3"), Ok(Shard { index: 2, count: 3 }));
        for wrong in ["0/3", "4/3", "1/0", "1", "a/b", "-1/2"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn too_large_a_grid_is_refused() {
        let axes = (0..3).map(|axis| Axis::parse(&format!("x{axis}=1..1000000/1000")).unwrap());
        assert!(Grid::new(axes.collect()).is_err());
        assert!(Grid::new(Vec::new()).is_err());
    }
}
