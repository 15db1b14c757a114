import Testing

/// What a server withstands: each test has one of its own, and as they take all of the machine, one runs at a time.
@Suite("Robustness", .serialized)
enum Robustness {}
