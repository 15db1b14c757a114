/// Files with a record.
package enum AttachmentRule {
    /// Files a record may have.
    package static let maximumPerRecord = 50
    /// Files somebody may have announced or uploaded that belong to no record yet.
    package static let maximumWithoutRecord = 100
    /// Bytes a file may have: 25 MiB.
    package static let maximumSize = 25 << 20
}
