# Attachments: copies of somebody's documents

attachments-title = Attached documents
attachments-none = No document attached
attachments-without-health = Documents about health are not shown here: only those who follow the person directly see them.
attachments-gone = No longer there
attachment-add = Attach a document
attachment-edit = Correct expiry and note
attachment-kind = What document it is
attachment-file = File
attachment-file-hint = PDF, photo (JPEG, PNG, WebP) or document (DOCX, XLSX, ODT, ODS). At most { $most } MB a file and { $files } files a person.
attachment-what-happens = The file is kept encrypted. From photos we take away hidden information, such as the place and the telephone used; other documents stay as they are.
attachment-note = Note
attachment-expires-on = Expires on
attachment-expires-on-hint = The day of expiry written on the document, if there is one
attachment-no-expiry = Without expiry
attachment-expired = Expired
attachment-soon = Expires soon
attachment-added = Added
attachment-actions = Actions
attachment-health = Health
attachment-size = { $kb } kB
attachment-remove = Remove
attachment-remove-question = The file “{ $name }” can be neither opened nor recovered any more. Remove it?
attachments-erase = Erase all documents
attachments-erase-text = Destroys the key with which this person’s documents are encrypted, those about health too. Nobody will be able to open them. It stays written that they were there, who erased them and why.
attachments-erase-question = Erase all documents of { $name }? There is no way back.
attachments-erase-reason = Why

attachment-kind-permit = Residence permit or receipt
attachment-kind-identity = Identity or travel document
attachment-kind-tax-code = Tax code card
attachment-kind-decision = Decision of the commission, the police or a court
attachment-kind-work-contract = Contract of work or internship
attachment-kind-home-contract = Contract of rent or hospitality
attachment-kind-income = Income and benefits (ISEE, pay slips)
attachment-kind-school = School and training
attachment-kind-signed = Signed consent, pact or plan
attachment-kind-health-certificate = Medical certificate or report
attachment-kind-disability = Recognised disability
attachment-kind-vaccination = Vaccinations
attachment-kind-other = Other

attachment-media-pdf = PDF
attachment-media-jpeg = JPEG picture
attachment-media-png = PNG picture
attachment-media-docx = Word text
attachment-media-xlsx = Excel sheet
attachment-media-odt = LibreOffice text
attachment-media-ods = LibreOffice sheet

attachment-state-kept = Kept
attachment-state-removed = Removed
attachment-state-erased = Erased with the key

erasure-reason-asked = The person asked for it
erasure-reason-consent-withdrawn = The person withdrew the consent
erasure-reason-time-over = The time for which they could be kept is over
erasure-reason-mistake = They are somebody else’s, or were not to be collected

flash-attachment-added = Document attached.
flash-attachment-renamed = Document attached. The file’s name said another type than its content: we corrected it.
flash-attachment-removed = Document removed.
flash-attachments-erased = All documents were erased.

error-file-unknown = We do not recognise this type of file. Send it as PDF, photo (JPEG, PNG, WebP) or document (DOCX, XLSX, ODT, ODS)
error-file-is-program = This file is a program: it cannot be attached. If you need the document in it, save that as PDF
error-file-is-markup = This file is a web page or an SVG drawing, which may hold programs. Open it and save it as PDF
error-file-is-heic = HEIC photos cannot be read everywhere. Save it as JPEG: on the iPhone, in Settings, Camera, Formats, choose “Most compatible”
error-file-is-old-office = It is an old Office document, or one protected by a password. Save it as PDF, or as DOCX or XLSX without a password
error-file-is-archive = It is a compressed archive: take the documents out and attach them one by one
error-file-is-recording = Audio and video cannot be attached
error-file-has-macros = The document holds macros, which are small programs. Save it as PDF, or without macros
error-picture-unreadable = The picture is damaged and does not open. Take a new photo or scan
error-picture-too-many-points = The picture is too large: 40 million points at most. Save it smaller, or as PDF
error-attachments-too-many = This person already has the most of 60 documents: remove one that is no longer needed
error-attachments-too-large = This person’s documents hold more than 150 MB together: remove one that is no longer needed
error-attachment-health-not-yours = Documents about health can only be attached by those who may see them
error-attachment-gone = This document is no longer there: it was removed or erased
error-attachment-damaged = The document does not open: the key is another one, or the content was altered. Tell whoever administers Soglia
error-attachment-key-missing = The key of the attached documents is missing on this server, so they can be neither opened nor added. Tell whoever administers Soglia: the command “soglia doctor” says what to do
error-attachments-none-to-erase = This person has no documents to erase
error-scanner-found = The virus check stopped this file. It was not saved: tell whoever sent it to you
error-scanner-unclear = The virus check did not answer, so the file was not saved. Try again shortly; if it happens again, tell whoever administers Soglia

fact-attachment-added = Document attached
fact-attachment-changed = Attached document corrected
fact-attachment-downloaded = Attached document downloaded
fact-attachment-removed = Attached document removed
fact-attachments-erased = Attached documents erased

permission-view-attachments = Open people’s attached documents, but those about health
permission-view-health-attachments = Open attached documents about health
permission-edit-attachments = Attach documents, correct and remove them
permission-erase-attachments = Erase all attached documents of a person
