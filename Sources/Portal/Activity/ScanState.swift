/// What the virus scanner said about a file.
package enum ScanState: String, CaseIterable, Sendable {
    case pending = "PENDING"
    case clean = "CLEAN"
    /// The file cannot be downloaded.
    case infected = "INFECTED"
}
