//! The files of the disk.

use gilscope::object::file::OpenFile;
use gilscope::vm::files::{Access, Files, Found};
use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// The files of the disk.
pub struct Disk;

/// Only what is read and written at once may be opened: a pipe would keep its opener waiting, and
/// all threads with it.
fn found(about: &fs::Metadata, path: &str) -> Found {
    if about.is_dir() {
        Found::Folder
    } else if about.is_file() || path == "/dev/null" {
        Found::File(about.len())
    } else {
        Found::Other
    }
}

impl Files for Disk {
    fn look(&self, path: &str) -> io::Result<Found> {
        fs::metadata(path).map(|about| found(&about, path))
    }

    fn open(&self, path: &str, access: Access) -> io::Result<Box<dyn OpenFile>> {
        let file = fs::OpenOptions::new()
            .read(access.read)
            .write(access.write && !access.append)
            .append(access.append)
            .truncate(access.empty)
            .create(access.empty || access.append)
            .create_new(access.new)
            .open(path)?;
        Ok(Box::new(DiskFile(file)))
    }

    fn list(&self, path: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(path)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        Ok(names)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        if fs::symlink_metadata(path)?.is_dir() {
            return Err(io::Error::from_raw_os_error(21));
        }
        fs::remove_file(path)
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn folder(&self) -> io::Result<String> {
        let folder = std::env::current_dir()?;
        Ok(folder.to_string_lossy().into_owned())
    }
}

/// An open file of the disk.
struct DiskFile(fs::File);

impl Read for DiskFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out)
    }
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Seek for DiskFile {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.0.seek(place)
    }
}

impl OpenFile for DiskFile {
    fn cut(&mut self, size: u64) -> io::Result<()> {
        self.0.set_len(size)
    }
}
