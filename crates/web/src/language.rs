//! The languages of the pages.

kernel::words! {
    /// A language that the pages speak completely.
    pub enum Language {
        /// Italian, the first.
        Italian = "it",
        /// English.
        English = "en",
    }
}

impl Language {
    /// The language's own name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Italian => "Italiano",
            Self::English => "English",
        }
    }

    /// The direction of its script.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self {
            Self::Italian | Self::English => "ltr",
        }
    }

    /// The best of what a browser accepts (RFC 9110 §12.5.4); Italian when it names none of ours.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best = (0.0, Self::Italian);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            let primary = tag.split('-').next().unwrap_or_default();
            if let Some(language) = Self::from_word(primary)
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_s_first_known_language_is_taken_and_italian_otherwise() {
        assert_eq!(Language::accepted("en-GB,en;q=0.9,it;q=0.8"), Language::English);
        assert_eq!(Language::accepted("fr, it;q=0.5, en;q=0.4"), Language::Italian);
        assert_eq!(Language::accepted("ar"), Language::Italian);
        assert_eq!(Language::accepted(""), Language::Italian);
    }
}
