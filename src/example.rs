//! The macro for examples in docs. `sample!`, in the generated file, is the code that they show.

/// A code block of these lines, under a heading, or with `@block` without one.
macro_rules! example {
    (@block $($line:expr),+ $(,)?) => { concat!("```\n", $($line, "\n",)+ "```") };
    ($($line:expr),+ $(,)?) => { concat!("# Examples\n\n", example!(@block $($line),+)) };
}
