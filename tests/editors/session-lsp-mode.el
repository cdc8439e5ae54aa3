;;; session-lsp-mode.el --- drives an Emacs with lsp-mode  -*- lexical-binding: t -*-

;; Follows the link in the front matter of the post.

(require 'seq)

(defun session-link ()
  "Return the button that lsp-mode has made of a link, nil before that."
  (run-hooks 'lsp-on-idle-hook) ; the rest that there is none of here
  (seq-find (lambda (each) (overlay-get each 'lsp-link))
            (overlays-in (point-min) (point-max))))

(defun session-run ()
  "Do what a person does; return what there was to see."
  (lsp) ; which the settings leave to the first rest of the keyboard
  (let* ((link (session-wait-for #'session-link))
         (text (buffer-substring-no-properties (overlay-start link) (overlay-end link)))
         (shown (session-wait-for (lambda () (gethash buffer-file-name (lsp-diagnostics))))))
    (push-button (overlay-start link))
    `((text . ,text)
      (rules . ,(vconcat (mapcar (lambda (each) (gethash "code" each)) shown)))
      (file . ,buffer-file-name)
      (line . ,(line-number-at-pos))
      (column . ,(current-column)))))

(setq lsp-auto-guess-root t ; else it would ask
      lsp-enable-snippet nil ; else it would miss another package
      lsp-keep-workspace-alive nil)
(session-hold #'session-run)

;;; session-lsp-mode.el ends here
