//! Small numbers in tables by group are not told: in a network where people know each other, a group of two has names. Below
//! [`FEW`] a group stands without figures, and where only one or fewer than that would, the next smallest does too, or
//! they could be worked out from the whole.
//!
//! The bound is our own, *to verify* by each network: published guides mostly ask for three to ten.

/// Groups of fewer are not told.
pub const FEW: u32 = 5;

/// For each group, by its size, whether it may be told.
#[must_use]
pub fn told(sizes: &[u32]) -> Vec<bool> {
    let mut told: Vec<bool> = sizes.iter().map(|size| *size == 0 || *size >= FEW).collect();
    loop {
        let hidden: Vec<u32> = sizes.iter().zip(&told).filter(|(_, told)| !**told).map(|(size, _)| *size).collect();
        if hidden.is_empty() || (hidden.len() > 1 && hidden.iter().sum::<u32>() >= FEW) {
            return told;
        }
        let next = (0..sizes.len()).filter(|at| told[*at] && sizes[*at] > 0).min_by_key(|at| sizes[*at]);
        let Some(at) = next else { return told };
        told[at] = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_group_is_not_told_and_cannot_be_worked_out() {
        assert_eq!(told(&[20, 30]), [true, true]);
        assert_eq!(told(&[20, 4, 30]), [false, false, true], "the next smallest hides it");
        assert_eq!(told(&[3, 4, 30]), [false, false, true], "two hide each other");
        assert_eq!(told(&[1, 1, 30]), [false; 3], "two of one each do not");
        assert_eq!(told(&[4, 0]), [false, true], "of nobody nothing is hidden");
        assert_eq!(told(&[]), [true; 0]);
    }

    #[test]
    fn whatever_the_sizes_no_small_group_stands_alone_among_the_hidden() {
        for first in 0..8 {
            for second in 0..8 {
                for third in 0..8 {
                    let sizes = [first, second, third];
                    let told = told(&sizes);
                    let hidden: Vec<u32> = (0..3).filter(|at| !told[*at]).map(|at| sizes[at]).collect();
                    assert!(sizes.iter().zip(&told).all(|(size, told)| !told || *size == 0 || *size >= FEW));
                    let others = sizes.iter().filter(|size| **size > 0).count() > 1;
                    assert!(hidden.len() != 1 || !others, "{sizes:?}");
                    let all_hidden = hidden.len() == sizes.iter().filter(|size| **size > 0).count();
                    assert!(hidden.is_empty() || hidden.iter().sum::<u32>() >= FEW || all_hidden, "{sizes:?}");
                }
            }
        }
    }
}
