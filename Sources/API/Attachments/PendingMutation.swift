import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// A mutation that may be carried out when its files are there.
package struct PendingMutation: Sendable {
    let request: MutationRequest
    let map: FileMap
    /// What it is charged to; nil where nobody counts.
    let account: RateAccount?
    let environment: Environment

    /// The names of the parts that must follow.
    package var parts: Set<String> { Set(map.handles.keys) }

    /// Who sends them.
    var uploader: Int64 { request.caller.viewer.actorID }

    /// It will not be carried out: what it was to cost is its caller's again.
    func giveBack() { _ = account?.settle(-request.cost, at: environment.now()) }
}

/// The files that came with a request, by what stands for them in its variables.
struct SentFiles: Sendable {
    struct SentFile: Sendable {
        /// What its client calls it.
        let name: String
        let result: Result<StoredFile, UploadFailure>

        var stored: StoredFile? { try? result.get() }
    }

    var byHandle: [String: SentFile] = [:]

    /// The names of all that are on the disk.
    var stored: [String] { byHandle.values.compactMap(\.stored?.name) }

    /// What a form is told of the file that a handle stands for.
    func form(of handle: String) -> AttachmentForm.SentFile {
        guard let file = byHandle[handle] else { return .unknown }
        switch file.result {
        case .success(let stored): return .stored(name: file.name, type: stored.type, size: Int64(stored.size))
        case .failure(.tooLarge): return .tooLarge
        case .failure: return .forbiddenType
        }
    }

    /// Arguments with what the files are in place of what stands for them, which is another every time.
    func content(of arguments: String) -> String {
        byHandle.reduce(into: arguments) { text, file in
            text = text.replacing(file.key, with: "\(file.value.name) \(file.value.stored?.sha256 ?? "")")
        }
    }
}

extension Endpoint {
    package enum FilesAwaited {
        case refused(Outcome)
        case pending(PendingMutation)
    }

    /// Looks at all that can be wrong with a multipart request before any of its files is taken.
    ///
    /// - Parameters:
    ///   - operations: The JSON of one GraphQL request, whose files are null.
    ///   - map: Which part is which file, as JSON.
    package mutating func awaitFiles(
        operations: [UInt8], map: [UInt8], authorization: UnsafeRawBufferPointer?, from peer: Peer
    ) -> FilesAwaited {
        allowance = Allowance(requests: 1)
        entityTag = nil
        executor.output.empty()
        let id = beginRequest()
        let now = environment.now()
        do {
            connection.allowWork(steps: allowance.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            let map = try map.withUnsafeBytes { map throws(MalformedRequest) in
                try FileMap(map, nonce: environment.randomBytes(16).hexadecimal)
            }
            let asked = try operations.withUnsafeBytes { body in
                try understand(Arrival(body: body, authorization: authorization, peer: peer), files: map, at: now)
            }
            let plan = asked.prepared.plan
            guard plan.operation == .mutation else { throw MalformedRequest("Files belong to a mutation.") }
            guard !plan.takesPasswords else { throw MalformedRequest("A password comes without files.") }
            let length = try plan.checkMutations(asked.variables)
            let request = MutationRequest(
                plan: plan, variables: asked.variables, cost: asked.cost, length: length, onError: asked.onError,
                caller: asked.caller,
                context: WriteContext(now: now, requestID: id.text, peer: peer.text()), summary: summary,
                clock: environment.nanoseconds)
            return .pending(PendingMutation(request: request, map: map, account: account, environment: environment))
        } catch { return .refused(refuse(error, id)) }
    }
}
