;;; kouetsu.el --- kouetsu in Markdown buffers, by eglot (part of Emacs 29, a package for 28)

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((markdown-mode gfm-mode markdown-ts-mode) . ("kouetsu" "lsp")))

(add-hook 'markdown-mode-hook #'eglot-ensure)
(add-hook 'markdown-ts-mode-hook #'eglot-ensure)

(provide 'kouetsu)
;;; kouetsu.el ends here
