//! Files that tell of whatever is done with them: threads meet there, too. That includes what a file object
//! writes as it is closed or dropped, long after it was opened.

use crate::lab::files::MemoryFiles;
use crate::object::file::OpenFile;
use crate::vm::files::{Access, Files, Found};
use gilscope_runtime::heap::record::{Location, Touch, touch};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Whatever is done with files, its order may matter.
fn notice() {
    touch(Location::FILES, Touch::Write);
}

/// Files that tell.
pub(super) struct Noticed(pub(super) MemoryFiles);

impl Files for Noticed {
    fn look(&self, path: &str) -> io::Result<Found> {
        notice();
        self.0.look(path)
    }

    fn open(&self, path: &str, access: Access) -> io::Result<Box<dyn OpenFile>> {
        notice();
        Ok(Box::new(NoticedFile(self.0.open(path, access)?)))
    }

    fn list(&self, path: &str) -> io::Result<Vec<String>> {
        notice();
        self.0.list(path)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        notice();
        self.0.remove(path)
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        notice();
        self.0.make_folder(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        notice();
        self.0.remove_folder(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        notice();
        self.0.rename(from, to)
    }

    fn folder(&self) -> io::Result<String> {
        self.0.folder()
    }
}

/// A file that tells.
struct NoticedFile(Box<dyn OpenFile>);

impl Read for NoticedFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        notice();
        self.0.read(bytes)
    }
}

impl Write for NoticedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        notice();
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Seek for NoticedFile {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        notice();
        self.0.seek(place)
    }
}

impl OpenFile for NoticedFile {
    fn cut(&mut self, size: u64) -> io::Result<()> {
        notice();
        self.0.cut(size)
    }
}
