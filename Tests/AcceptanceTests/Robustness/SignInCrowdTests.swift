import TestSupport
import Testing

extension Robustness {
    @Suite("Many who sign in")
    struct SignInCrowdTests {
        private static let question = #"{"query":"{ cases(first: 5) { nodes { caseNumber title } } }"}"#

        @Test("Fifty at once are all answered, and keep nobody else waiting")
        func crowd() throws {
            let server = try RunningServer(["--demo", "--rate-limit", "0", "--loops", "2", "--log", "errors"])
            let bystander = try Bystander(server, Self.question, token: try server.token(of: "AGENT"))
            defer { bystander.leave() }
            bystander.awaitAnswers(20)
            bystander.reset()
            let clients = try (0..<50).map { _ in try server.client() }
            let start = ContinuousClock.now
            for (number, client) in clients.enumerated() {
                let body =
                    #"{"query":"mutation { signIn(email: \"user\#(number)@x.example\", password: \"wrong\") { token userErrors { code } } }"}"#
                client.send(Client.request(body))
            }
            for client in clients {
                let answer = client.answer()
                #expect(answer.status == 200)
                #expect(
                    answer.body.hasPrefix(
                        #"{"data":{"signIn":{"token":null,"userErrors":[{"code":"INVALID_CREDENTIALS"}]}}"#),
                    "\(answer.body)")
            }
            let time = ContinuousClock.now - start
            let times = bystander.times.sorted()
            bystander.leave()
            #expect(bystander.failures == 0)
            #expect(times.count > 100, "\(time) for all")
            if BuiltProgram.isGiven {
                let p99 = times[times.count * 99 / 100]
                #expect(p99 <= .milliseconds(100), "of \(times.count), and \(times[times.count - 1]) at most")
            }
            #expect(server.stop().exitCode == 0)
        }

        @Test("Who signs in waits for one password of another's request, not for all of them")
        func turns() throws {
            let server = try RunningServer(["--demo", "--rate-limit", "0", "--loops", "2", "--log", "errors"])
            let fields = (0..<39).map {
                #"a\#($0): signIn(email: \"u\#($0)@x.example\", password: \"wrong\") { token }"#
            }
            let crowd = try server.client()
            crowd.send(Client.request(#"{"query":"mutation { \#(fields.joined(separator: " ")) }"}"#))
            let metrics = try server.client()
            var page = ""
            for _ in 0..<1000 where !page.contains(#"{queue="passwords"} 1"#) { page = metrics.get("/metrics").body }
            let one = try server.client()
            one.send(
                Client.request(
                    #"{"query":"mutation { signIn(email: \"v@x.example\", password: \"wrong\") { token } }"}"#))
            #expect(Client.firstReadable(of: [crowd, one]) === one)
            #expect(one.answer().body.hasPrefix(#"{"data":{"signIn":{"token":null}}"#))
            #expect(crowd.answer().status == 200)
            #expect(server.stop().exitCode == 0)
        }

        @Test("Of twenty with as many passwords as a request may have most are refused, and nobody waits behind them")
        func aliases() throws {
            let server = try RunningServer(["--demo", "--rate-limit", "0", "--loops", "2", "--log", "errors"])
            let fields = (0..<39).map {
                #"a\#($0): signIn(email: \"u\#($0)@x.example\", password: \"wrong\") { token }"#
            }
            let clients = try (0..<20).map { _ in try server.client() }
            for client in clients {
                client.send(Client.request(#"{"query":"mutation { \#(fields.joined(separator: " ")) }"}"#))
            }
            let answers = clients.map { $0.answer() }
            #expect(answers.allSatisfy { $0.status == 200 || $0.status == 503 })
            #expect(answers.contains { $0.body.hasPrefix(#"{"data":{"a0":{"token":null},"a1":{"token":null},"#) })
            let refused = answers.filter { $0.status == 503 }
            // Three wait; those before them that are over make room for as many more, but only one a second.
            #expect(refused.count > 10)
            #expect(
                refused.allSatisfy {
                    $0.error == "Too many people are signing in. Try again later. OVERLOADED"
                        && !$0.fields("Retry-After").isEmpty
                })
            let alone = try server.client().post(
                #"{"query":"mutation { signIn(email: \"v@x.example\", password: \"wrong\") { userErrors { code } } }"}"#
            )
            #expect(alone.body.hasPrefix(#"{"data":{"signIn":{"userErrors":[{"code":"INVALID_CREDENTIALS"}]}}"#))
            #expect(server.stop().exitCode == 0)
        }
    }
}
