/// Files with a record.
package enum AttachmentRule {
    /// Files a record may have.
    package static let maximumPerRecord = 50
}
