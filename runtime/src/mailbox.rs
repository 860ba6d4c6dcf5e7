//! A queue of messages that several processes reach. It never makes anybody wait: who finds it empty
//! waits for a lock of the script.

use crate::seeded::seeded;
use crate::sync::Mutex;
use std::collections::VecDeque;

/// Messages, first come, first served.
#[derive(Debug)]
pub struct Mailbox<T>(Mutex<VecDeque<T>>);

impl<T> Default for Mailbox<T> {
    fn default() -> Mailbox<T> {
        Mailbox(Mutex::new(VecDeque::new()))
    }
}

impl<T> Mailbox<T> {
    /// Puts a message at the end.
    pub fn post(&self, message: T) {
        self.0.lock().push_back(message);
    }

    /// Takes the first message out.
    pub fn take(&self) -> Option<T> {
        match seeded!(MailBackwards) {
            true => self.0.lock().pop_back(),
            false => self.0.lock().pop_front(),
        }
    }

    /// Takes out the first message that `is_it` knows.
    pub fn take_one(&self, is_it: impl FnMut(&T) -> bool) -> Option<T> {
        let mut messages = self.0.lock();
        let place = messages.iter().position(is_it)?;
        if seeded!(MailTwice) {
            // The wrong one goes.
            return messages.pop_back();
        }
        messages.remove(place)
    }

    /// Takes all messages out.
    pub fn take_all(&self) -> Vec<T> {
        std::mem::take(&mut *self.0.lock()).into()
    }

    /// How many messages there are.
    pub fn len(&self) -> usize {
        self.0.lock().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn messages_come_in_their_order_and_once() {
        let mailbox = Mailbox::default();
        (0..6).for_each(|n| mailbox.post(n));
        assert_eq!(mailbox.take(), Some(0));
        assert_eq!(mailbox.take_one(|n| n % 3 == 0), Some(3));
        assert_eq!(mailbox.take_one(|n| n % 3 == 0), None);
        assert_eq!(mailbox.len(), 4);
        assert_eq!(mailbox.take_all(), [1, 2, 4, 5]);
        assert!(mailbox.is_empty());
    }
}
