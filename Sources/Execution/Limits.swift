/// Every bound of the engine, with its unit.
package struct Limits: Sendable {
    /// The largest `first` or `last` of a connection, in rows.
    package var pageSize = 100
    package init() {}
}
