;;; session.el --- what the sessions with a real Emacs have in common  -*- lexical-binding: t -*-

(require 'json)

(defun session-do (command)
  "Do COMMAND, and what Emacs does after every command of a person."
  (call-interactively command)
  (run-hooks 'post-command-hook))

(defun session-wait-for (is-so)
  "Let Emacs work until IS-SO returns something; return that."
  (let ((last (+ (float-time) 20)) found)
    (while (not (setq found (funcall is-so)))
      (when (> (float-time) last)
        (error "Nothing came of it within 20 seconds"))
      (accept-process-output nil 0.02)
      (run-hooks 'post-command-hook))
    found))

;; Shows the post in $KOUETSU_POST, and leaves what RUN returns as JSON in $KOUETSU_RESULT.
(defun session-hold (run)
  "Write what RUN returns in the post, or the problem that it met."
  (find-file (getenv "KOUETSU_POST"))
  (switch-to-buffer (current-buffer))
  (let ((result (condition-case problem
                    (funcall run)
                  (error `((problem . ,(error-message-string problem))))))
        (coding-system-for-write 'utf-8))
    (with-temp-file (getenv "KOUETSU_RESULT")
      (insert (json-encode result)))))

;;; session.el ends here
