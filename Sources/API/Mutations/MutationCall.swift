import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// One mutation about to be carried out: what was asked, by whom, in which request.
struct MutationCall {
    let arguments: InputValue
    let viewer: Viewer
    /// SHA-256 of the caller's token; nil for a caller without one.
    let token: [UInt8]?
    /// That of the page that asks; nil where the answer can set none.
    let cookie: SessionCookie?
    let context: WriteContext
    /// Those that came with the request.
    let files: SentFiles
    /// What was found out about its password, if it has one.
    let password: PasswordFinding?
}

/// What a mutation left behind, by the names of its payload's fields.
struct MutationResult {
    let rows: [String: Int64]
    /// What is told once and kept nowhere.
    var told: [String: SQLite.Value] = [:]
    /// What it makes of the page's cookie; nil if nothing.
    var cookieChange: SessionCookie.Change?
    /// Who has turned out to be the caller, for the audit trail; nil if that was known.
    var viewer: Viewer?
    let isReplayed: Bool

    init(rows: [String: Int64] = [:], isReplayed: Bool = false) {
        self.rows = rows
        self.isReplayed = isReplayed
    }

    init<Result: Outcome>(_ performed: Performed<Result>) {
        rows = performed.outcome.rows
        isReplayed = performed.isReplayed
    }
}

/// The record that a mutation is about, for the audit trail.
enum Subject: Sendable {
    case none
    /// The one that the argument names.
    case named(by: String)
    /// The one it makes, by its name among the rows it leaves behind.
    case made(type: String, row: String)

    /// - Parameter rows: What the mutation left behind; nothing when it was refused.
    func record(in arguments: InputValue, _ rows: [String: Int64]) -> RecordReference? {
        switch self {
        case .none: return nil
        case .named(let argument): return namedRecord(argument, of: arguments)
        case .made(let type, let name):
            return rows[name].map { RecordReference(type: type, row: $0) }
        }
    }
}

/// The record that the argument `name` names; nil for an id of anything else.
func namedRecord(_ name: String, of arguments: InputValue) -> RecordReference? {
    arguments.text(name).flatMap(recordReference)
}

/// The record that a global id names; nil for an id of anything else.
func recordReference(_ id: String) -> RecordReference? {
    guard let (type, row) = GlobalID.decode(id), MutationBinding.subjectTypes.contains(String(type)) else { return nil }
    return RecordReference(type: String(type), row: row)
}

/// A root field of `type Mutation`: who has to hold which right, and what is done.
struct MutationBinding: Sendable {
    let name: String
    /// The type of its answer, and the row that the answer is read from.
    let payload: (type: String, table: any PayloadTable.Type)
    /// The module permission that partners' people need, and the scope that integration accounts need.
    let gate: (module: PortalModule, permission: PortalModule.Permission, scope: String)?
    let subject: Subject
    /// Whether it is about nothing but the caller's own account, for which nobody needs a right.
    var isOwnAffair = false
    /// Runs inside a savepoint; what it throws undoes it.
    let perform: @Sendable (MutationCall, borrowing Connection) throws -> MutationResult

    /// Every mutation, in the order of schema.graphql.
    static let all = [
        signIn, signOut, changePassword, registerOpportunity, qualifyRegistration, acceptLead, createCase, addComment,
        addAttachment,
    ]

    static let typeName = "Mutation"

    /// What an argument may name as the subject of a mutation.
    static let subjectTypes = ["OpportunityRegistration", "Lead", "Opportunity", "Case"]

    /// `type Mutation` of schema.graphql: what each mutation answers.
    static func source(for role: Role) -> ObjectSource {
        var fields: [String: FieldSource] = [:]
        for mutation in all { fields[mutation.name] = .mutation(payload: mutation.payload.type) }
        return ObjectSource(rows: nil, fields: fields)
    }

    /// Does `body` once per `idempotencyKey`.
    static func once<Result: Outcome>(
        _ name: String, _ call: MutationCall, in db: borrowing Connection,
        _ body: (borrowing Connection) throws -> Result
    ) throws -> MutationResult {
        var key: IdempotencyKey?
        if let text = call.arguments.text("idempotencyKey") {
            key = try IdempotencyKey(
                text, of: name, argumentsHash: SHA256.digest(call.files.content(of: call.arguments.text).utf8.span))
        }
        return MutationResult(try IdempotencyStore.once(key, by: call.viewer, call.context, in: db, body))
    }
}
