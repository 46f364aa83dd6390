//! Empty. The package consists of its tests.
