// What people do all day, ready to be run: ten jobs of a partner and five of the vendor's agents.

import { prettify } from "./prettify.js";

/*
 * Samples are `{role, title, query, variables, needs}`: what to ask first, as `{query, take}`, and which variable, as a
 * path into `variables`, takes its value from where in `data`.
 */

const sample = (role, title, query, variables = {}, needs = undefined) =>
  ({ role, title, query: prettify(query), variables, needs });
const ofPartner = (...rest) => sample("PARTNER_USER", ...rest);
const ofAgent = (...rest) => sample("AGENT", ...rest);

export const samples = [
  ofPartner(
    "See what waits for me",
    `query Home { viewer { displayName partner { name } menu { label path }
      dashboard { leadInboxCount openCaseCount registrationsByState { key count }
        opportunitiesByStage { key count total } } } }`,
  ),
  ofPartner(
    "Look through the lead inbox",
    `query LeadInbox($first: Int = 10) { leadInbox(first: $first, orderBy: [{ field: EXPIRES_AT }]) { totalCount
      nodes { number name companyName city need estimatedValue { amount currency } expiresAt } } }`,
  ),
  ofPartner(
    "Accept a lead first",
    `mutation AcceptLead($id: ID!) { acceptLead(id: $id) { lead { number name state contactName contactEmail }
      contact { displayName email } share { state respondedAt } userErrors { code message } } }`,
    { id: "" },
    { query: "{ leadInbox(first: 1) { nodes { id } } }", take: { id: "leadInbox.nodes.0.id" } },
  ),
  ofPartner(
    "Find out whether a company is known",
    `query FindCompany($name: String!) { companyLookup(search: $name, first: 5) { id name tinMasked city } }`,
    { name: "Tools" },
  ),
  ofPartner(
    "Register an opportunity",
    `mutation Register($input: RegisterOpportunityInput!) { registerOpportunity(input: $input) {
      registration { number state assignedAgent { displayName } receipt { submittedAt } }
      userErrors { code message field suggestion conflictingId } } }`,
    {
      input: {
        name: "New scales for the warehouse",
        company: { existingId: "" },
        contact: { new: { firstName: "Ada", lastName: "Larsen", email: "ada.larsen@example.com" } },
        representativeId: "",
        estimatedValue: { amount: "12500", currency: "EUR" },
        customerRequirements: "Ten scales that report to the stock system.",
      },
    },
    {
      query: "{ viewer { user { id } } organizations(first: 1) { nodes { id } } }",
      take: { "input.company.existingId": "organizations.nodes.0.id", "input.representativeId": "viewer.user.id" },
    },
  ),
  ofPartner(
    "Follow my registrations",
    `query Registrations { registrations(first: 20, orderBy: [{ field: UPDATED_AT, direction: DESC }]) { totalCount
      summary { key count } nodes { number name state companyName submittedAt assignedAgent { displayName }
      actionRequired { message } rejectionMessage stateHistory { to at } } } }`,
  ),
  ofPartner(
    "Open a case",
    `mutation OpenCase($input: CreateCaseInput!) { createCase(input: $input) {
      case { caseNumber status assignedGroup { name } sla { state firstResponseDueAt } }
      userErrors { code message field } } }`,
    {
      input: {
        title: "The scales stick",
        summary: "Since this morning, at gate 3.",
        category: "SUPPORT",
        priority: "HIGH",
      },
    },
  ),
  ofPartner(
    "Answer in a case",
    `mutation Answer($subjectId: ID!, $body: String!) { addComment(subjectId: $subjectId, body: $body) {
      comment { authorName body createdAt subject { ... on Case { caseNumber status } } }
      userErrors { code message } } }`,
    { subjectId: "", body: "We have tried that: it works now." },
    { query: "{ cases(first: 1) { nodes { id } } }", take: { subjectId: "cases.nodes.0.id" } },
  ),
  ofPartner(
    "Watch my records live",
    `subscription Watch { recordChanged { sequence type subjectType changedFields at
      node { id ... on Case { caseNumber status } ... on Lead { number state }
        ... on Opportunity { number stage } } } }`,
  ),
  ofPartner(
    "Learn why a field is closed to me",
    `query Why($id: ID) { explainAccess(type: "Opportunity", field: "probability", id: $id) { allowed rule rowScope }
      opportunities(first: 3) { nodes { number name stage viewerCan { deniedFields writableFields } } } }`,
    { id: null },
    { query: "{ opportunities(first: 1) { nodes { id } } }", take: { id: "opportunities.nodes.0.id" } },
  ),
  ofAgent(
    "See what is on my desk",
    `query Desk { viewer { displayName salesDirections { name } }
      registrations(filter: { state: [IN_REVIEW] }, first: 10) { totalCount
        nodes { number name partner { name } conflictState } }
      cases(filter: { status: [ASSIGNED, OPEN] }, orderBy: [{ field: SLA_DUE_AT }], first: 10) { totalCount
        nodes { caseNumber title priority partner { name } sla { state } } } }`,
  ),
  ofAgent(
    "Qualify a registration",
    `mutation Qualify($id: ID!, $version: Int!, $input: QualifyInput!) {
      qualifyRegistration(id: $id, expectedVersion: $version, input: $input) { registration { number state }
        opportunity { number stage probability } lead { number } userErrors { code message details } } }`,
    { id: "", version: 0, input: { probability: 40, message: "Welcome: it is yours." } },
    {
      query: "{ registrations(filter: { state: [IN_REVIEW] }, first: 1) { nodes { id version } } }",
      take: { id: "registrations.nodes.0.id", version: "registrations.nodes.0.version" },
    },
  ),
  ofAgent(
    "Find cases that are late",
    `query Late { cases(scope: ALL, filter: { slaState: [VIOLATED] }, orderBy: [{ field: PRIORITY }], first: 20) {
      totalCount
      nodes { caseNumber title priority status escalationLevel partner { name } assignedAgent { displayName } } } }`,
  ),
  ofAgent(
    "Leave an internal note",
    `mutation Note($subjectId: ID!, $body: String!) {
      addComment(subjectId: $subjectId, kind: INTERNAL_NOTE, body: $body) {
        comment { kind body createdAt } userErrors { code message } } }`,
    { subjectId: "", body: "Asked the technicians; they call back tomorrow." },
    { query: "{ cases(first: 1) { nodes { id } } }", take: { subjectId: "cases.nodes.0.id" } },
  ),
  ofAgent(
    "Compare partners",
    `query Partners { partnerOrganizations(first: 10) { totalCount
      nodes { name status tier internalRating accountManager { displayName } } } agentGroups { name queueLength } }`,
  ),
];

/** Whether a sample changes something. */
export const isChange = ({ query }) => query.startsWith("mutation");

/** The variables of a sample with what its needs have found in the answer to them; null if there is nothing to take. */
export const takeNeeds = ({ variables, needs }, data) => {
  const taken = structuredClone(variables);
  for (const [variable, place] of Object.entries(needs?.take ?? {})) {
    const value = place.split(".").reduce((inner, name) => inner?.[name], data);
    if (value === undefined || value === null) return null;
    const path = variable.split(".");
    const last = path.pop();
    path.reduce((inner, name) => inner[name], taken)[last] = value;
  }
  return taken;
};
