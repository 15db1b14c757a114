import Execution
import Storage

/// `type RecordPermissions`: what the viewer may do with one kind of record.
protocol ViewerCanBinding: ObjectBinding {
    associatedtype Permissions: RecordPermissions
    /// The type of the record.
    static var recordType: String { get }
}

extension ViewerCanBinding {
    static var typeName: String { "RecordPermissions" }
    static var sourceName: String { "\(recordType).viewerCan" }
    static var isPart: Bool { true }

    static var fields: [Field] {
        let recordType = recordType
        return [
            .computed("update") { Permissions.update(for: $0, of: $1) },
            .computed("comment") { Permissions.comment(for: $0, of: $1) },
            .computed("attach") { Permissions.attach(for: $0, of: $1) },
            .computed("transitions") { Permissions.transitions(for: $0, of: $1) },
            .computed("writableFields") { Permissions.writableFields(for: $0, of: $1) },
            Field("deniedFields") { _ in .deniedFields(type: recordType) },
        ]
    }
}

enum RegistrationViewerCan: ViewerCanBinding {
    typealias Rows = RegistrationTable
    typealias Permissions = RegistrationPermissions
    static let recordType = "OpportunityRegistration"
}

enum LeadViewerCan: ViewerCanBinding {
    typealias Rows = LeadTable
    typealias Permissions = LeadPermissions
    static let recordType = "Lead"
}

enum OpportunityViewerCan: ViewerCanBinding {
    typealias Rows = OpportunityTable
    typealias Permissions = OpportunityPermissions
    static let recordType = "Opportunity"
}

enum CaseViewerCan: ViewerCanBinding {
    typealias Rows = CaseTable
    typealias Permissions = CasePermissions
    static let recordType = "Case"
}
