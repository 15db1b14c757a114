/// The most rows of what the vendor sets up, as the triggers of the migration `boundedLists` have it: such lists come
/// without pages, and the schema says how long they can be.
package enum RowBounds {
    package static let portals = 40
    package static let salesDirections = 100
    package static let directionsOfPartner = 50
    package static let criteriaOfContext = 10
    package static let mentionsOfComment = 20
}
