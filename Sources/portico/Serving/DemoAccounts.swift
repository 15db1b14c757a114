import Execution
import HTTP
import Portal
import Storage

/// `/demo/accounts`: whom the playground can sign in as, while the demo is served.
struct DemoAccounts: Sendable {
    /// Tells the page that they are there, which else would have to try (RFC 8288).
    static let link = ResponseField("Link", "</demo/accounts>; rel=\"related\"")

    private let list: [UInt8]

    init(_ accounts: [Demo.Account]) {
        var output = JSONOutput(capacity: 1024)
        output.raw("[")
        for (index, account) in accounts.enumerated() {
            output.raw(index == 0 ? "{\"role\":" : ",{\"role\":")
            output.string(account.role.rawValue)
            output.raw(",\"name\":")
            output.string(account.displayName)
            output.raw(",\"organization\":")
            if let partner = account.partner { output.string(partner) } else { output.raw("null") }
            output.raw(",\"token\":")
            output.string(account.token.text)
            output.raw("}")
        }
        output.raw("]")
        list = Array(output.bytes)
    }

    /// Tells pages of this server only, whatever `--cors-origin` says: there are tokens in it.
    func answer(_ request: borrowing Request, _ reply: inout Reply) {
        guard CrossSite(origins: []).verdict(on: request) == .own else { return reply.send(.forbidden) }
        let fields = [ResponseField("Cache-Control", "no-store"), ResponseField("X-Content-Type-Options", "nosniff")]
        let head = ResponseHead(.ok, contentType: "application/json; charset=utf-8", fields: fields)
        list.withUnsafeBytes { reply.send(head, body: $0) }
    }
}

extension Demo {
    /// How to try each account out.
    ///
    /// - Parameter url: As curl is told it, with the option before it that it needs, if any.
    static func introduction(of accounts: [Account], at url: String) -> String {
        let queries = accounts.map { account in
            // An administrator works on no case: all that is theirs is everybody's.
            let scope = account.role == .admin ? ", scope: ALL" : ""
            return """
                \(account.role.rawValue): \(account.displayName)\(account.partner.map { " of \($0)" } ?? "")
                  curl -s \(url)/graphql -H 'Content-Type: application/json' \\
                    -H 'Authorization: Bearer \(account.token.text)' \\
                    -d '{"query":"{ viewer { role } cases(first: 2\(scope)) { totalCount nodes { caseNumber title } } }"}'
                """
        }
        return "Demo data, with an account for each role:\n\n" + queries.joined(separator: "\n\n") + "\n"
    }
}
