import Execution
import Portal
import SQLite
import Storage

/// Which payload answers which mutation: what whoever carries one out has to return.
///
/// The values are those of the payload's row, in the order of `PayloadTable.Column`; nobody else needs to know it.
enum Payloads {
    static let ofMutations: [(mutation: String, type: String, table: any PayloadTable.Type)] = [
        ("registerOpportunity", "RegistrationPayload", RegistrationPayloadTable.self),
        ("qualifyRegistration", "QualifyPayload", QualifyPayloadTable.self),
        ("acceptLead", "LeadPayload", LeadPayloadTable.self),
        ("createCase", "CasePayload", CasePayloadTable.self),
        ("addComment", "CommentPayload", CommentPayloadTable.self),
    ]

    /// The values of `mutation` after it was done.
    ///
    /// - Parameter rows: By the name of the payload's field, such as `share`; what is missing is null.
    static func values(of mutation: String, rows: [String: Int64], isReplayed: Bool) -> [SQLite.Value] {
        table(of: mutation)?.values(of: rows, isReplayed: isReplayed) ?? []
    }

    /// The values of `mutation` when it was refused.
    static func values(of mutation: String, refused refusals: [Refusal]) -> [SQLite.Value] {
        table(of: mutation)?.values(refusedWith: UserErrors.json(refusals)) ?? []
    }

    private static func table(of mutation: String) -> (any PayloadTable.Type)? {
        ofMutations.first { $0.mutation == mutation }?.table
    }
}
