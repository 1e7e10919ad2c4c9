/** Namespaces of the documents (mturk-api 7.1): each is its schema's address too and must match exactly. */

const base = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/';

/** The newest schema: without Application and FileUploadAnswer. */
export const questionForm2017 = `${base}2017-11-06/QuestionForm.xsd`;
/** Still the commonest. */
export const questionForm2005 = `${base}2005-10-01/QuestionForm.xsd`;
export const answerKeyNamespace = `${base}2005-10-01/AnswerKey.xsd`;
export const questionFormAnswersNamespace = `${base}2005-10-01/QuestionFormAnswers.xsd`;
export const externalQuestionNamespace = `${base}2006-07-14/ExternalQuestion.xsd`;
export const htmlQuestionNamespace = `${base}2011-11-11/HTMLQuestion.xsd`;
export const xhtmlNamespace = 'http://www.w3.org/1999/xhtml';
