/// Which end of a sorted list comes first.
package enum OrderDirection: String, CaseIterable, Sendable {
    case ascending = "ASC"
    case descending = "DESC"
}
