;;; kouetsu.el --- kouetsu in Markdown buffers, by eglot (Emacs 29 or newer)

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((markdown-mode gfm-mode markdown-ts-mode) . ("kouetsu" "lsp")))

(add-hook 'markdown-mode-hook #'eglot-ensure)

(provide 'kouetsu)
;;; kouetsu.el ends here
