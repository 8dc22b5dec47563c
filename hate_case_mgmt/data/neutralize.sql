-- A copy of the database must reach nobody. Odoo's own scripts stop e-mails and
-- scheduled actions; here the links that people hold stop working in the copy.
UPDATE hate_survey
   SET token_hash = NULL, reminder_hash = NULL;
UPDATE hate_order_link
   SET revoked_at = now() AT TIME ZONE 'UTC'
 WHERE revoked_at IS NULL;
UPDATE hate_referral_link
   SET revoked_at = now() AT TIME ZONE 'UTC'
 WHERE revoked_at IS NULL;
-- what is still in the queue is not sent by a copy, whoever gives it a mail server
UPDATE mail_mail
   SET state = 'cancel'
 WHERE state = 'outgoing';
-- partners are not written to from a copy
UPDATE hate_agency
   SET email = NULL;
