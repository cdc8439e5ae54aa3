;;; session-eglot.el --- drives an Emacs with eglot  -*- lexical-binding: t -*-

;; Takes down what Emacs shows of the post, makes the repairs that a person would choose and writes
;; the post back.

(require 'seq)

(defun session-shown ()
  "Return what is known of each diagnostic, from the first to the last."
  (mapcar
   (lambda (each)
     (let ((start (flymake-diagnostic-beg each)))
       (save-excursion
         (goto-char start)
         `((line . ,(line-number-at-pos))
           (text . ,(buffer-substring-no-properties start (flymake-diagnostic-end each)))
           (column . ,(current-column))
           (words . ,(flymake-diagnostic-text each))))))
   (sort (flymake-diagnostics)
         (lambda (one other) (< (flymake-diagnostic-beg one) (flymake-diagnostic-beg other))))))

(defun session-wait-for-shown (count)
  "Return what is shown once there are COUNT diagnostics."
  (session-wait-for (lambda ()
                      (let ((shown (session-shown)))
                        (and (= (length shown) count) (vconcat shown))))))

(defun session-page ()
  "Return the page that `eldoc' has fetched, nil before that."
  (when-let ((page (seq-find (lambda (each) (string-match-p "\\*eldoc\\*" (buffer-name each)))
                             (buffer-list))))
    (with-current-buffer page
      (let ((text (buffer-substring-no-properties (point-min) (point-max))))
        (and (string-match-p "stutter" text) text)))))

(defun session-run ()
  "Do what a person does; return what there was to see."
  (let ((found (session-wait-for-shown 3)) stop page mended)
    (goto-char (point-min))
    (session-do #'flymake-goto-next-error)
    (setq stop (point))
    (session-do #'eldoc)
    (setq page (session-wait-for #'session-page))
    ;; As if Return was pressed at the question which action it should be.
    (let ((completing-read-function (lambda (_ _ _ _ _ _ preferred &rest _) preferred))
          (last-nonmenu-event t))
      (session-do #'eglot-code-actions)
      (setq mended (buffer-string))
      (save-buffer) ; eglot tells of changes when the keyboard rests, which there is none of, or now
      (session-wait-for-shown 2)
      (eglot-code-actions (point-min) (point-max) "source.fixAll.kouetsu" t))
    (save-buffer)
    (let ((left (session-wait-for-shown 1)))
      `((found . ,found) (stop . ,stop) (page . ,page) (mended . ,mended) (left . ,left)))))

(session-hold #'session-run)

;;; session-eglot.el ends here
