//! pathways
