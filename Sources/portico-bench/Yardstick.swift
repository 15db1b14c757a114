/// The yardstick query, and the requests that ask it.
enum Yardstick {
    /// Different places in the list that are asked for in turn; a prime, so that no rhythm arises.
    static let placeCount = 997
    static let connections = 32

    /// Twenty cases with what a list in a portal shows of each.
    ///
    /// - Parameter more: Further fields of each case.
    static func query(scope: String, more: String = "") -> String {
        """
        query Page($first: Int!, $after: Cursor) {
          cases(scope: \(scope), first: $first, after: $after) {
            nodes {
              id
              title
              status
              priority
              createdAt \(more)
              organization { name }
              assignedAgent { displayName }
              comments(last: 3) { nodes { id body author { displayName } } }
            }
          }
        }
        """
    }

    /// The requests of one account, each with a cursor that the server has given out.
    static func requests(of account: YardstickData.Account, port: UInt16) throws -> [[UInt8]] {
        let requests = try cursors(of: account, port: port).map { cursor in
            request(query(scope: account.reach.scope), variables: #"{"first":20,"after":"\#(cursor)"}"#, account.token)
        }
        let socket = try Socket(port: port)
        for request in requests {
            let answer = try socket.answer(to: request)
            guard !answer.contains(#""errors":"#) else { throw BenchmarkFailure("the answer has errors: \(answer)") }
        }
        return requests
    }

    /// Pages through all the account's cases and keeps the end of each page.
    private static func cursors(of account: YardstickData.Account, port: UInt16) throws -> [String] {
        let query = """
            query($first: Int!, $after: Cursor) {
              cases(scope: \(account.reach.scope), first: $first, after: $after) { pageInfo { endCursor } }
            }
            """
        let socket = try Socket(port: port)
        var cursors: [String] = []
        let size = account.reach.caseCount / (placeCount + 3)
        while cursors.count < placeCount {
            let after = cursors.last.map { "\"\($0)\"" } ?? "null"
            let answer = try socket.answer(
                to: request(query, variables: #"{"first":\#(size),"after":\#(after)}"#, account.token))
            guard let start = answer.firstRange(of: #""endCursor":""#)?.upperBound,
                let cursor = answer[start...].split(separator: "\"", maxSplits: 1).first
            else { throw BenchmarkFailure("no cursor in \(answer)") }
            cursors.append(String(cursor))
        }
        return cursors
    }

    /// A whole HTTP request.
    static func request(_ query: String, variables: String, _ token: String) -> [UInt8] {
        let body = body(query, variables: variables)
        let head = """
            POST /graphql HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            Authorization: Bearer \(token)\r
            Content-Length: \(body.utf8.count)\r
            \r

            """
        return Array((head + body).utf8)
    }

    static func body(_ query: String, variables: String) -> String {
        let query = query.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return #"{"query":"\#(query)","variables":\#(variables)}"#
    }
}
