//! What is left in this process's memory once keys are dropped. Runs alone in a process of its own, so that no other
//! test's keys are found.
#![cfg(target_os = "linux")]

use std::io::{Read, Seek, SeekFrom};

use super::*;

const ALONE: &str = "FRONTDESK_TEST_LEFTOVERS";
const MASK: u8 = 0x5a;

/// The allocator writes over the first 16 bytes of what it takes back, so only what follows tells of a wipe.
const TAIL: usize = 12;

/// What is looked for, masked, so that looking does not find itself.
struct Canary(Vec<u8>);

impl Canary {
    fn of(secret: &[u8]) -> Self {
        assert!(secret.len() >= 16 + TAIL);
        let tail = &secret[secret.len() - TAIL..];
        Self(tail.iter().map(|byte| byte ^ MASK).collect())
    }

    /// How often it is in the writable memory of this process.
    fn count(&self) -> usize {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let mut memory = std::fs::File::open("/proc/self/mem").unwrap();
        let mut count = 0;
        for line in maps.lines().filter(|line| line.contains(" rw")) {
            let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
            let from = u64::from_str_radix(from, 16).unwrap();
            let to = u64::from_str_radix(to, 16).unwrap();
            let mut bytes = Vec::with_capacity((to - from) as usize);
            memory.seek(SeekFrom::Start(from)).unwrap();
            // Some mappings cannot be read this way; none of ours is among them.
            if memory.by_ref().take(to - from).read_to_end(&mut bytes).is_ok() {
                count += bytes.windows(self.0.len()).filter(|window| self.is(window)).count();
            }
            // The copy must not be found in its turn.
            bytes.fill(0);
            std::hint::black_box(&bytes);
        }
        count
    }

    fn is(&self, window: &[u8]) -> bool {
        // The first byte by itself: most windows end there.
        window[0] ^ MASK == self.0[0] && window.iter().zip(&self.0).all(|(byte, masked)| byte ^ MASK == *masked)
    }
}

#[test]
fn no_key_passphrase_or_code_is_left_in_memory_once_dropped() {
    if std::env::var_os(ALONE).is_none() {
        let name = "tests::leftovers::no_key_passphrase_or_code_is_left_in_memory_once_dropped";
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--nocapture"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && told.contains("1 passed"), "{told}");
        return;
    }

    let (_place, folder) = place();
    let keyring = MemoryKeyring::new();
    // Spelled backwards in the program, so that the program's own text is not found; in one allocation, as it would
    // otherwise leave the copies of a growing string.
    let typed = || {
        let mut text = String::with_capacity(64);
        text.extend("egdir tibro niugnep wolloh rotcart".chars().rev());
        Passphrase::new(text)
    };
    let phrase = Canary::of(typed().expose().as_bytes());
    let manager = person("Test Manager", "manager");
    let created = create(&folder, &keyring, &manager, &typed(), SheetNumber::FIRST, NOW).unwrap();
    let (vault, slot) = (created.header.vault(), created.slot_id);
    let key = Canary::of(created.data_key.bytes());
    let hex = created.data_key.with_hex(|hex| Canary::of(hex.as_bytes()));
    let code = Canary::of(created.recovery_code.text().as_bytes());
    let symbols = Canary::of(created.recovery_code.symbols());
    let secret = Canary::of(keyring.get(vault, 1).unwrap().bytes());
    assert!(key.count() > 0 && secret.count() > 0, "the control: what is in use is found");

    drop(created);
    let unlocked = unlock(&folder, &keyring, slot, &typed()).unwrap();
    let rotated = begin_rotation(&folder, &keyring, &unlocked.data_keys[0], Replaced::Nothing).unwrap();
    drop((unlocked, rotated));
    assert_eq!([key.count(), hex.count(), code.count(), phrase.count(), symbols.count()], [0; 5]);
    keyring.delete(vault, 1).unwrap();
    assert_eq!(secret.count(), 0);
}
