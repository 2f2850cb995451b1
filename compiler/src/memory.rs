//! What was found out about a text, remembered for the next check: the studio checks after each pause in typing, when all
//! texts but one are those of the check before.

use std::collections::HashMap;
use std::rc::Rc;

/// After so many texts the memory begins anew, so that hours of typing do not fill it.
const MOST: usize = 20_000;

/// By text, what a function that depends on nothing else returned.
#[derive(Debug)]
pub(crate) struct Memory<V: ?Sized>(HashMap<String, Rc<V>>);

impl<V: ?Sized> Default for Memory<V> {
    fn default() -> Memory<V> {
        Memory(HashMap::new())
    }
}

impl<V: ?Sized> Memory<V> {
    /// What is remembered of a text, or else found out now.
    pub(crate) fn of(&mut self, text: &str, find_out: impl FnOnce(&str) -> Rc<V>) -> Rc<V> {
        if let Some(known) = self.0.get(text) {
            return Rc::clone(known);
        }
        if self.0.len() >= MOST {
            self.0.clear();
        }
        let found = find_out(text);
        self.0.insert(text.to_string(), Rc::clone(&found));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Memory};
    use std::rc::Rc;

    #[test]
    fn a_text_is_looked_at_once_and_the_memory_does_not_grow_for_ever() {
        let mut memory = Memory::default();
        let mut looked = 0;
        for _ in 0..3 {
            let length = memory.of("abc", |text| {
                looked += 1;
                Rc::new(text.len())
            });
            assert_eq!(*length, 3);
        }
        assert_eq!(looked, 1);
        for number in 0..3 * MOST {
            memory.of(&number.to_string(), |text| Rc::new(text.len()));
        }
        assert!(memory.0.len() <= MOST);
    }
}
