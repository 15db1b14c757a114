/// One thing in which a schema differs from an earlier one.
package struct SchemaChange: Hashable, Sendable {
    /// What a change does to clients that were made for the earlier schema; the worst first.
    package enum Impact: String, CaseIterable, Sendable {
        /// What they ask is refused, or what they read is no longer there.
        case breaking
        /// What they ask is still valid, but may mean something else or answer what they do not know.
        case dangerous
        /// They do not notice.
        case safe
    }

    package let impact: Impact
    /// One sentence, which names what is different.
    package let sentence: String
}
