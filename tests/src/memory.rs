//! What is left in another process's memory. Only a process of the same account that lets itself be read: a debug build.
use crate::{Failure, Result};
use std::io::{Read, Seek, SeekFrom};

/// How often each of `wanted` is in the writable memory of a process. What has been given back is counted too, if nobody
/// has written over it: the first bytes of it are the allocator's, so look for the end of a secret.
pub fn count(id: u32, wanted: &[Vec<u8>]) -> Result<Vec<usize>> {
    let maps = std::fs::read_to_string(format!("/proc/{id}/maps"))?;
    let mut memory = std::fs::File::open(format!("/proc/{id}/mem"))?;
    let mut pages = std::fs::File::open(format!("/proc/{id}/pagemap"))?;
    let mut found = vec![0; wanted.len()];
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line
            .split(' ')
            .next()
            .and_then(|range| range.split_once('-'))
            .ok_or(Failure::new("The map of the memory cannot be read."))?;
        let address = |text| u64::from_str_radix(text, 16).map_err(|error| Failure::new(error.to_string()));
        let (from, to) = (address(from)?, address(to)?);
        for (from, to) in present(&mut pages, from, to)? {
            let mut bytes = vec![0; usize::try_from(to - from).unwrap_or_default()];
            memory.seek(SeekFrom::Start(from))?;
            // Some mappings are of a device, and cannot be read this way.
            if memory.read_exact(&mut bytes).is_ok() {
                for (wanted, found) in wanted.iter().zip(&mut found) {
                    *found += times(&bytes, wanted);
                }
            }
        }
    }
    Ok(found)
}

const PAGE: u64 = 4096;
/// Pages asked about at a time: a web process maps far more than it has.
const BLOCK: u64 = 4096;

/// The parts of a mapping that are in memory, none longer than a block; proc_pid_pagemap(5).
fn present(pages: &mut std::fs::File, from: u64, to: u64) -> Result<Vec<(u64, u64)>> {
    let mut parts: Vec<(u64, u64)> = Vec::new();
    let mut at = from;
    while at < to {
        let count = ((to - at) / PAGE).min(BLOCK);
        let mut entries = vec![0; usize::try_from(count * 8).unwrap_or_default()];
        pages.seek(SeekFrom::Start(at / PAGE * 8))?;
        if pages.read_exact(&mut entries).is_err() {
            break;
        }
        let mut begun = None;
        for (place, entry) in (0u64..).zip(entries.chunks_exact(8)) {
            // The two highest bits: in memory, or in swap.
            match (entry[7] & 0xc0 != 0, begun) {
                (true, None) => begun = Some(at + place * PAGE),
                (false, Some(first)) => {
                    parts.push((first, at + place * PAGE));
                    begun = None;
                }
                _ => {}
            }
        }
        parts.extend(begun.map(|first| (first, at + count * PAGE)));
        at += count.max(1) * PAGE;
    }
    Ok(parts)
}

fn times(bytes: &[u8], wanted: &[u8]) -> usize {
    let Some(first) = wanted.first() else { return 0 };
    let mut count = 0;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| byte == first) {
        at += next;
        count += usize::from(bytes[at..].starts_with(wanted));
        at += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_in_use_is_found_as_often_as_it_is_there() {
        assert_eq!(super::times(b"abcabcab", b"abc"), 2);
        let own = [b"Zyqwarble".repeat(3), b"thorpe".to_vec()].concat();
        let found = super::count(std::process::id(), std::slice::from_ref(&own)).unwrap();
        assert!(found[0] >= 1);
    }
}
