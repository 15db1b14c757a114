import Portal
import Testing

@testable import API

@Suite("What the caller is told about themselves")
struct ViewerTests {
    static let query = """
        {viewer{role displayName user{email} agent{email} integration{name} partner{name} salesDirections{name}
          homePortal{kind path portal{title}} menu{module label addLabel path}
          dashboard{leadInboxCount openCaseCount registrationsByState{key count total} opportunitiesByStage{key}}
          passwordChangeRecommended}}
        """

    @Test("A partner's user has a company, a home portal and its menu")
    func user() throws {
        let portal = try TestPortal(
            """
            INSERT INTO record (id, type) VALUES (101, 'OpportunityRegistration');
            INSERT INTO registration (id, number, name, state, partner_id, sales_direction_id, new_company, company_name,
                new_contact, representative_id, created_by_id, estimated_value, estimated_value_currency, created_at,
                updated_at) VALUES (101, 'REG-000001', 'Scales', 'DRAFT', 1, 1, 1, 'Acme', 1, 2, 2, 15000, 'EUR', 0, 0);
            """)
        #expect(
            try portal.answer(Self.query, as: TestPortal.user) == """
                {"data":{"viewer":{"role":"PARTNER_USER","displayName":"Uma User","user":{"email":"uma@ares.example"},\
                "agent":null,"integration":null,"partner":{"name":"Ares"},"salesDirections":[{"name":"North"}],\
                "homePortal":{"kind":"PARTNER_PORTAL","path":"/portal/north","portal":{"title":"North"}},\
                "menu":[{"module":"CASES","label":"Help","addLabel":"Open a case","path":"/cases"},\
                {"module":"REGISTRATIONS","label":"Deals of yours","addLabel":"Register an opportunity",\
                "path":"/registrations"}],"dashboard":{"leadInboxCount":0,"openCaseCount":0,\
                "registrationsByState":[{"key":"DRAFT","count":1,"total":"1.5"}],"opportunitiesByStage":[]},\
                "passwordChangeRecommended":false}}}
                """)
    }

    @Test("Without a token there is no viewer")
    func anonymous() throws {
        let portal = try TestPortal()
        #expect(try portal.answer("{viewer{role}}", as: .anonymous) == #"{"data":{"viewer":null}}"#)
    }

    @Test("Permissions are the rights of the caller")
    func permissions() throws {
        let portal = try TestPortal()
        #expect(
            try portal.answer("{viewer{permissions{module canView canAct user{id}}}}", as: TestPortal.integration)
                == """
                {"data":{"viewer":{"permissions":[{"module":"LEADS","canView":false,"canAct":false,"user":null},\
                {"module":"CONTACTS","canView":false,"canAct":false,"user":null},\
                {"module":"SHARED_CONTACTS","canView":false,"canAct":false,"user":null},\
                {"module":"OPPORTUNITIES","canView":true,"canAct":false,"user":null},\
                {"module":"REGISTRATIONS","canView":true,"canAct":false,"user":null},\
                {"module":"CASES","canView":false,"canAct":false,"user":null},\
                {"module":"DOCUMENTS","canView":false,"canAct":false,"user":null}]}}}
                """)
    }
}
