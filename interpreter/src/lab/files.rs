//! Files in memory, above those of the disk or above nothing: what a captured run writes stays
//! with it, so that the same script can be run again.

use crate::object::file::OpenFile;
use crate::vm::files::{Access, Files, Found};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What stands in memory under a path.
#[derive(Clone)]
enum Entry {
    File(Arc<Mutex<Vec<u8>>>),
    Folder,
    /// It was removed, whatever the disk says.
    Gone,
}

/// Files in memory.
pub struct MemoryFiles {
    entries: Mutex<BTreeMap<String, Entry>>,
    /// What is below: files of the disk, for reading only.
    below: Option<Box<dyn Files>>,
}

fn error(number: i32) -> io::Error {
    io::Error::from_raw_os_error(number)
}

const NO_ENTRY: i32 = 2;
const EXISTS: i32 = 17;
const NOT_FOLDER: i32 = 20;
const IS_FOLDER: i32 = 21;
const NOT_EMPTY: i32 = 39;

fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MemoryFiles {
    /// No files but those that are written.
    pub fn empty() -> MemoryFiles {
        MemoryFiles {
            entries: Mutex::default(),
            below: None,
        }
    }

    /// What is written covers these files, which stay as they are.
    pub fn above(below: Box<dyn Files>) -> MemoryFiles {
        MemoryFiles {
            entries: Mutex::default(),
            below: Some(below),
        }
    }

    /// A path from the root on, without `.` and `..`.
    fn absolute(&self, path: &str) -> io::Result<String> {
        let start = if path.starts_with('/') {
            String::new()
        } else {
            self.folder()?
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in start.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        if path.is_empty() {
            return Err(error(NO_ENTRY));
        }
        Ok(format!("/{}", parts.join("/")))
    }

    /// Whether a file can be made under this path.
    fn check_parent(&self, path: &str) -> io::Result<()> {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if parent.is_empty() {
            return Ok(());
        }
        match self.find(parent)? {
            Found::Folder => Ok(()),
            _ => Err(error(NOT_FOLDER)),
        }
    }

    fn find(&self, path: &str) -> io::Result<Found> {
        let known = open(&self.entries).get(path).cloned();
        match (known, &self.below) {
            (Some(Entry::File(data)), _) => Ok(Found::File(open(&data).len() as u64)),
            (Some(Entry::Folder), _) => Ok(Found::Folder),
            (None, Some(below)) => below.look(path),
            (None, None) if path == HOME || path == "/" => Ok(Found::Folder),
            _ => Err(error(NO_ENTRY)),
        }
    }

    /// The content of a file, in memory from now on.
    fn content(&self, path: &str) -> io::Result<Arc<Mutex<Vec<u8>>>> {
        if let Some(Entry::File(data)) = open(&self.entries).get(path) {
            return Ok(data.clone());
        }
        let read = Access {
            read: true,
            ..Access::default()
        };
        let mut data = Vec::new();
        if let (Some(below), Ok(Found::File(_))) = (&self.below, self.find(path)) {
            below.open(path, read)?.read_to_end(&mut data)?;
        }
        let data = Arc::new(Mutex::new(data));
        let entry = Entry::File(data.clone());
        open(&self.entries).insert(path.to_string(), entry);
        Ok(data)
    }
}

/// Where relative paths begin when there is nothing below.
const HOME: &str = "/home";

impl Files for MemoryFiles {
    fn look(&self, path: &str) -> io::Result<Found> {
        let found = self.find(&self.absolute(path)?)?;
        match found {
            Found::File(_) if path.ends_with('/') => Err(error(NOT_FOLDER)),
            found => Ok(found),
        }
    }

    fn open(&self, path: &str, access: Access) -> io::Result<Box<dyn OpenFile>> {
        let path = self.absolute(path)?;
        let found = self.find(&path);
        match &found {
            Ok(_) if access.new => return Err(error(EXISTS)),
            Ok(Found::Folder) => return Err(error(IS_FOLDER)),
            Err(_) if access.empty || access.append || access.new => self.check_parent(&path)?,
            Err(_) => {
                self.check_parent(&path)?;
                return Err(error(NO_ENTRY));
            }
            _ => {}
        }
        if !access.write
            && let Some(below) = &self.below
            && !open(&self.entries).contains_key(&path)
        {
            return below.open(&path, access);
        }
        let data = self.content(&path)?;
        if access.empty {
            open(&data).clear();
        }
        Ok(Box::new(MemoryFile {
            data,
            position: 0,
            append: access.append,
        }))
    }

    fn list(&self, path: &str) -> io::Result<Vec<String>> {
        let path = self.absolute(path)?;
        if self.find(&path)? != Found::Folder {
            return Err(error(NOT_FOLDER));
        }
        let below = self.below.as_ref();
        let mut names = below
            .and_then(|below| below.list(&path).ok())
            .unwrap_or_default();
        let prefix = if path == "/" {
            path
        } else {
            format!("{path}/")
        };
        for (entry, what) in &*open(&self.entries) {
            let Some(name) = entry.strip_prefix(&prefix) else {
                continue;
            };
            names.retain(|known| known != name);
            if !name.contains('/') && !matches!(what, Entry::Gone) {
                names.push(name.to_string());
            }
        }
        Ok(names)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let path = self.absolute(path)?;
        if self.find(&path)? == Found::Folder {
            return Err(error(IS_FOLDER));
        }
        open(&self.entries).insert(path, Entry::Gone);
        Ok(())
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        let path = self.absolute(path)?;
        if self.find(&path).is_ok() {
            return Err(error(EXISTS));
        }
        self.check_parent(&path)?;
        open(&self.entries).insert(path, Entry::Folder);
        Ok(())
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        if !self.list(path)?.is_empty() {
            return Err(error(NOT_EMPTY));
        }
        open(&self.entries).insert(self.absolute(path)?, Entry::Gone);
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let (from, to) = (self.absolute(from)?, self.absolute(to)?);
        match self.find(&from)? {
            Found::File(_) => {}
            _ => return Err(io::ErrorKind::Unsupported.into()),
        }
        self.check_parent(&to)?;
        if matches!(self.find(&to), Ok(Found::Folder)) {
            return Err(error(IS_FOLDER));
        }
        let data = self.content(&from)?;
        let mut entries = open(&self.entries);
        entries.insert(from, Entry::Gone);
        entries.insert(to, Entry::File(data));
        Ok(())
    }

    fn folder(&self) -> io::Result<String> {
        match &self.below {
            Some(below) => below.folder(),
            None => Ok(HOME.into()),
        }
    }
}

/// An open file in memory.
struct MemoryFile {
    data: Arc<Mutex<Vec<u8>>>,
    position: usize,
    append: bool,
}

impl Read for MemoryFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let data = open(&self.data);
        let rest = data.get(self.position..).unwrap_or_default();
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.position += count;
        Ok(count)
    }
}

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut data = open(&self.data);
        if self.append {
            self.position = data.len();
        }
        let end = self.position + bytes.len();
        if data.len() < end {
            data.resize(end, 0);
        }
        data[self.position..end].copy_from_slice(bytes);
        self.position = end;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for MemoryFile {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        let size = open(&self.data).len() as i64;
        let place = match place {
            SeekFrom::Start(place) => place as i64,
            SeekFrom::End(offset) => size + offset,
            SeekFrom::Current(offset) => self.position as i64 + offset,
        };
        let place = u64::try_from(place).map_err(|_| error(22))?;
        self.position = place as usize;
        Ok(place)
    }
}

impl OpenFile for MemoryFile {
    fn cut(&mut self, size: u64) -> io::Result<()> {
        open(&self.data).resize(size as usize, 0);
        Ok(())
    }
}
