//! Chance that can be gone through again: from the same seed come the same numbers, whatever the machine and the version
//! of Gavel, so that what was drawn can be drawn again by whoever doubts it, with any tool.
//!
//! The numbers are the keystream of ChaCha20 (RFC 8439), read as 64-bit words, least byte first. The key is the seed in
//! eight bytes, least first, and 24 bytes of zero; the block counter starts at zero; the last eight bytes of the nonce
//! are the number of the stream, least byte first, and everything before them is zero. OpenSSL writes the same bytes:
//! `openssl enc -chacha20 -K KEY -iv IV`, fed with zeros, where IV is eight bytes of zero and the stream.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// Where numbers come from that nobody chose: one of 2⁶⁴ streams that a seed has.
#[derive(Debug)]
pub struct Chance(ChaCha20Rng);

impl Chance {
    /// The beginning of a stream. The streams of a seed know nothing of each other.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut source = ChaCha20Rng::from_seed(key);
        source.set_stream(stream);
        Self(source)
    }

    /// The next number, each from 0 to 2⁶⁴ - 1 as likely.
    pub fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number below `bound`, each as likely: the remainder of the next number, where numbers are passed over that are
    /// less than 2⁶⁴ modulo `bound` (they would favour some remainders). Below 0 and 1 there is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let bound = bound.max(1);
        let surplus = bound.wrapping_neg() % bound;
        loop {
            let word = self.word();
            if word >= surplus {
                return word % bound;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(seed: u64, stream: u64, count: usize) -> Vec<u64> {
        let mut chance = Chance::new(seed, stream);
        (0..count).map(|_| chance.word()).collect()
    }

    /// RFC 8439, appendix A.1, first vector: the keystream of a key, a nonce and a counter of zero.
    #[test]
    fn it_is_the_keystream_of_the_standard() {
        let bytes: Vec<u8> = words(0, 0, 8).into_iter().flat_map(u64::to_le_bytes).collect();
        let standard = "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7\
                        da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586";
        assert_eq!(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), standard);
    }

    /// As OpenSSL 3.0 has it.
    #[test]
    fn its_numbers_stay_what_they_are() {
        assert_eq!(words(42, 7, 3), [0xb513_e58e_333e_87e7, 0x2d73_3d76_8ebf_cc73, 0xbfde_8d2d_5bfd_faf8]);
        let last = words(u64::MAX, 0, 1000);
        assert_eq!(
            [last[0], last[31], last[32], last[999]],
            [0xeb41_53da_6bee_a23f, 0xe656_c952_ad3b_5fc8, 0xd5e4_e7b7_5f11_ca63, 0x6d25_c10f_8b39_3d68]
        );
        let mut chance = Chance::new(2026, 0);
        let half = (1 << 63) + 1;
        let bounds = [10, 10, 1, half, half, half, half, 10];
        let below = [
            0,
            7,
            0,
            2_666_059_892_256_549_546,
            6_454_545_543_668_115_869,
            9_032_150_293_732_551_796,
            8_086_823_917_677_776_187,
            5,
        ];
        assert_eq!(bounds.map(|bound| chance.below(bound)), below);
    }

    #[test]
    fn each_number_is_as_likely() {
        let mut chance = Chance::new(1, 0);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[chance.below(6) as usize] += 1;
        }
        let chi_square: f64 = counts.iter().map(|count| (f64::from(*count) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi_square < 20.5, "{counts:?}");
    }

    proptest! {
        #[test]
        fn what_is_below_a_bound_is_below_it(seed: u64, stream: u64, bound: u64) {
            prop_assert!(Chance::new(seed, stream).below(bound) < bound.max(1));
        }
    }
}
