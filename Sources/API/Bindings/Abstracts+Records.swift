import Execution
import Portal
import Storage

extension Bindings {
    /// Interfaces and unions over records and what happened to them.
    static func recordAbstracts(for role: Role) -> [String: AbstractSource] {
        ["HasActivity": hasActivity(for: role), "ActivityItem": activityItem(for: role)]
    }

    /// A record of whatever type: `record` answers the conversation itself, so that no member's table is joined for it.
    private static func hasActivity(for role: Role) -> AbstractSource {
        let id = RecordTable.expression(.id)
        let type = RecordTable.expression(.type)
        var shared: [String: FieldSource] = ["id": .identifierOfAny(type: type, id)]
        for field in FieldBinding<RecordTable>.activityFields(.id) { shared[field.name] = field.source(role) }
        let types = ["OpportunityRegistration", "Lead", "Opportunity", "Case"]
        return AbstractSource(
            rows: rowSource(RecordTable.self, for: role), discriminator: type,
            members: types.map { AbstractSource.Member($0, $0, key: id) }, shared: shared)
    }

    /// An entry of an activity feed: what the change refers to, or else the change itself.
    private static func activityItem(for role: Role) -> AbstractSource {
        let reference = ChangeTable.expression(.refID)
        return AbstractSource(
            rows: rowSource(ChangeTable.self, for: role), discriminator: ChangeTable.expression(.itemType),
            members: ["Comment", "Attachment", "TouchPoint"].map { .init($0, $0, key: reference) }
                + [.init("ChangeRecord", "ChangeRecord", key: nil)],
            shared: [:])
    }
}
